import { countOf, fieldOf, listOf, nameOf } from '../loose-value';
import { blockOf, type ClaimReader, type MachineClaim, referred } from './machine-claim';
import type { TerraformFile, TerraformResource } from './terraform-resource';

const TEMPLATES = ['aws_launch_template', 'aws_launch_configuration'];

/** Resources of the AWS provider that run machines. https://github.com/hashicorp/terraform-provider-aws */
export const AWS_MACHINES: Readonly<Record<string, ClaimReader>> = {
  aws_instance: single,
  aws_spot_instance_request: single,
  aws_autoscaling_group: group,
  aws_eks_node_group: nodeGroup,
};

function single(resource: TerraformResource, file: TerraformFile): MachineClaim {
  const own = nameOf(fieldOf(resource.values, 'instance_type'));
  const template = own === null ? templateOf(resource.values, file) : null;
  return {
    provider: 'aws',
    instanceType: own ?? typeOf(template),
    region: regionOf(resource.values, file),
    count: 1,
    note: template && `its type is that of ${template.address}`,
  };
}

function group({ values }: TerraformResource, file: TerraformFile): MachineClaim {
  const configuration = fieldOf(values, 'launch_configuration');
  const template = templateOf(values, file) ?? referred(file, TEMPLATES, configuration);
  const mixed = blockOf(values, 'mixed_instances_policy');
  const count = countOf(fieldOf(values, 'desired_capacity'));
  return {
    provider: 'aws',
    instanceType: mixed === undefined ? typeOf(template) : null,
    region: regionOf(values, file),
    count,
    note:
      mixed !== undefined
        ? 'it mixes instance types, so that which of them run is not in the file'
        : count === null
          ? 'its desired capacity is not in the file'
          : template && `its type is that of ${template.address}`,
  };
}

function nodeGroup({ values }: TerraformResource, file: TerraformFile): MachineClaim {
  const types = listOf(fieldOf(values, 'instance_types')).flatMap((one) => nameOf(one) ?? []);
  const template = types.length === 0 ? templateOf(values, file) : null;
  return {
    provider: 'aws',
    instanceType: types.length > 1 ? null : (types[0] ?? typeOf(template)),
    region: regionOf(values, file),
    count: countOf(fieldOf(blockOf(values, 'scaling_config'), 'desired_size')),
    note:
      types.length > 1
        ? `it may run any of ${types.slice(0, 5).join(', ')}, and which is not in the file`
        : template && `its type is that of ${template.address}`,
  };
}

function templateOf(values: unknown, file: TerraformFile): TerraformResource | null {
  const block = blockOf(values, 'launch_template');
  return block === undefined ? null : referred(file, TEMPLATES, block);
}

function typeOf(template: TerraformResource | null): string | null {
  return template && nameOf(fieldOf(template.values, 'instance_type'));
}

/** From the resource itself, its zone or its ARN; else the region of the provider. */
function regionOf(values: unknown, { regions }: TerraformFile): string | null {
  const own = nameOf(fieldOf(values, 'region'));
  const zone =
    nameOf(fieldOf(values, 'availability_zone')) ?? nameOf(listOf(fieldOf(values, 'availability_zones'))[0]);
  const arn = /^arn:[\w-]+:[\w-]+:([a-z]{2}(?:-[a-z]+)+-\d):/.exec(nameOf(fieldOf(values, 'arn')) ?? '')?.[1];
  const fromZone = /^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/.exec(zone ?? '')?.[1];
  return own ?? fromZone ?? arn ?? regions.get('aws') ?? null;
}
