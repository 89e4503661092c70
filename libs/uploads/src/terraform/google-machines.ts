import { countOf, fieldOf, listOf, nameOf } from '../loose-value';
import { blockOf, type ClaimReader, lastPart, type MachineClaim, referred } from './machine-claim';
import type { TerraformFile, TerraformResource } from './terraform-resource';

const TEMPLATES = ['google_compute_instance_template', 'google_compute_region_instance_template'];
const ZONE = /^([a-z]+-[a-z]+\d+)-[a-z]$/;

/** Resources of the Google provider that run machines. https://github.com/hashicorp/terraform-provider-google */
export const GOOGLE_MACHINES: Readonly<Record<string, ClaimReader>> = {
  google_compute_instance: instance,
  google_compute_instance_group_manager: group,
  google_compute_region_instance_group_manager: group,
  google_container_node_pool: nodePool,
};

function instance({ values }: TerraformResource, file: TerraformFile): MachineClaim {
  return claim(values, regionOf(values, file), 1, null);
}

function group({ values }: TerraformResource, file: TerraformFile): MachineClaim {
  const template = referred(file, TEMPLATES, fieldOf(blockOf(values, 'version'), 'instance_template'));
  const count = countOf(fieldOf(values, 'target_size'));
  const note = template ? `its type is that of ${template.address}` : 'its template is not in the file';
  return claim(template?.values, regionOf(values, file), count, note);
}

/** `node_count` counts the nodes of one zone. */
function nodePool({ values }: TerraformResource, file: TerraformFile): MachineClaim {
  const perZone = countOf(fieldOf(values, 'node_count'));
  const location = nameOf(fieldOf(values, 'location'));
  const named = listOf(fieldOf(values, 'node_locations')).length;
  const zones = named > 0 ? named : location !== null && ZONE.test(location) ? 1 : null;
  const count = perZone === null || zones === null ? null : perZone * zones;
  const note =
    perZone === null
      ? 'its number of nodes is not in the file'
      : zones === null
        ? `it has ${perZone} nodes in each zone, and the zones are not in the file`
        : `${perZone} nodes in each of ${zones} zones`;
  return claim(blockOf(values, 'node_config'), regionOf(values, file), count, note);
}

function claim(
  machine: unknown,
  region: string | null,
  count: number | null,
  note: string | null,
): MachineClaim {
  const guest = blockOf(machine, 'guest_accelerator');
  const type = lastPart(fieldOf(guest, 'type'));
  const attached = type === null ? null : { type, count: countOf(fieldOf(guest, 'count')) ?? 0 };
  return {
    provider: 'gcp',
    instanceType: lastPart(fieldOf(machine, 'machine_type')),
    region,
    count,
    note,
    ...(attached && { attached }),
  };
}

function regionOf(values: unknown, { regions }: TerraformFile): string | null {
  const zone = lastPart(fieldOf(values, 'zone')) ?? lastPart(fieldOf(values, 'location'));
  const region = lastPart(fieldOf(values, 'region'));
  return region ?? (zone === null ? (regions.get('google') ?? null) : (ZONE.exec(zone)?.[1] ?? zone));
}
