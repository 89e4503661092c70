import { countOf, fieldOf, nameOf } from '../loose-value';
import { blockOf, type ClaimReader, type MachineClaim, referred } from './machine-claim';
import type { TerraformFile, TerraformResource } from './terraform-resource';

const machine =
  (size: string): ClaimReader =>
  ({ values }) =>
    claim(values, nameOf(fieldOf(values, size)), 1);
const scaleSet: ClaimReader = ({ values }) =>
  claim(values, nameOf(fieldOf(values, 'sku')), countOf(fieldOf(values, 'instances')));

/** Resources of the Azure provider that run machines. https://github.com/hashicorp/terraform-provider-azurerm */
export const AZURE_MACHINES: Readonly<Record<string, ClaimReader>> = {
  azurerm_linux_virtual_machine: machine('size'),
  azurerm_windows_virtual_machine: machine('size'),
  azurerm_virtual_machine: machine('vm_size'),
  azurerm_linux_virtual_machine_scale_set: scaleSet,
  azurerm_windows_virtual_machine_scale_set: scaleSet,
  azurerm_kubernetes_cluster: defaultPool,
  azurerm_kubernetes_cluster_node_pool: nodePool,
};

function defaultPool({ values }: TerraformResource): MachineClaim {
  const pool = blockOf(values, 'default_node_pool');
  return claim(values, nameOf(fieldOf(pool, 'vm_size')), countOf(fieldOf(pool, 'node_count')));
}

function nodePool({ values }: TerraformResource, file: TerraformFile): MachineClaim {
  const cluster = referred(file, ['azurerm_kubernetes_cluster'], fieldOf(values, 'kubernetes_cluster_id'));
  const only = file.resources.filter(({ type }) => type === 'azurerm_kubernetes_cluster');
  // The id of a cluster that is not made yet is not in a plan; where there is but one, it is that.
  const host = cluster ?? (only.length === 1 ? only[0] : undefined);
  return claim(
    host?.values,
    nameOf(fieldOf(values, 'vm_size')),
    countOf(fieldOf(values, 'node_count')),
    host ? `its region is that of ${host.address}` : null,
  );
}

function claim(
  located: unknown,
  instanceType: string | null,
  count: number | null,
  note: string | null = null,
): MachineClaim {
  // Azure takes "West Europe" for westeurope.
  const region = nameOf(fieldOf(located, 'location'))?.toLowerCase().replaceAll(' ', '') ?? null;
  return { provider: 'azure', instanceType, region, count, note };
}
