import type { DeploymentPlace, HardwareTarget } from '@app/agents';
import type { Figure } from '@app/kernel';
import type { DeploymentFile, OpenSetting, TargetNumber } from './deployment';
import { numberOf, oneLine, trailOf } from './deployment';
import { NODE_POOLS, type Variable } from './node-pools';

/** Terraform for the machines, as an addition to a Kubernetes cluster that exists. */
export interface Terraform {
  readonly files: readonly DeploymentFile[];
  readonly open: readonly OpenSetting[];
}

/** The pool of machines of an option, or the reason why this product writes none. */
export function terraformOf(target: HardwareTarget, figures: readonly Figure[]): Terraform | string {
  const { place } = target;
  if (!place) return 'The hardware is owned: there is nothing to rent.';
  const pool = NODE_POOLS[place.provider];
  if (!pool) return `No Terraform is written for ${place.provider}: its machines join a cluster by hand.`;
  if (place.byChip) {
    return `${place.instanceType} is priced by the chip of a slice, and the catalog names no machine type for it: no Terraform is written.`;
  }
  const size = sizeOf(target, place, figures);
  const variables = [...pool.variables(place), ...size.variables];
  const main = [
    header(target, place),
    pool.provider,
    locals(place, size),
    pool.resource(place, target.workloadId),
  ];
  return {
    files: [
      hcl('terraform/main.tf', main.join('\n\n')),
      hcl('terraform/variables.tf', variables.map(variableBlock).join('\n\n')),
    ],
    open: variables.map(({ name, why }) => ({ file: 'terraform/variables.tf', name, why })),
  };
}

interface PoolSize {
  readonly lines: readonly string[];
  readonly variables: readonly Variable[];
}

/** How many machines: a fleet's by its figure, other work's by its accelerators; else somebody has to say. */
function sizeOf(target: HardwareTarget, place: DeploymentPlace, figures: readonly Figure[]): PoolSize {
  const instances = numberOf(target.figures.instances, figures);
  if (instances) return { lines: fleet(instances), variables: [] };
  const accelerators = numberOf(target.figures.accelerators, figures);
  if (accelerators) return { lines: forWork(accelerators, place), variables: [] };
  const why = 'The analysis gives no number of machines.';
  const lines = ['instances      = var.instances', 'instances_most = var.instances'];
  return { lines, variables: [{ name: 'instances', type: 'number', why }] };
}

function fleet(instances: TargetNumber): string[] {
  return [
    trailOf(instances),
    `instances = ${instances.value}`,
    '# The upper end of its range',
    `instances_most = ${instances.most}`,
  ];
}

function forWork(accelerators: TargetNumber, place: DeploymentPlace): string[] {
  return [
    trailOf(accelerators),
    `accelerators = ${accelerators.value}`,
    `# Of ${place.instanceId} in the catalog`,
    `accelerators_per_instance = ${place.acceleratorsPerInstance}`,
    'instances      = ceil(local.accelerators / local.accelerators_per_instance)',
    'instances_most = local.instances',
  ];
}

function header(target: HardwareTarget, place: DeploymentPlace): string {
  return [
    `# Machines for workload ${target.workloadId} (${target.mode}): ${place.instanceId} of the catalog.`,
    '# A beginning, not a finished set-up: pin the version of the provider, and read the plan before you apply it.',
  ].join('\n');
}

function locals(place: DeploymentPlace, size: PoolSize): string {
  const lines = [`# ${place.instanceId} in the catalog`, `region = ${quoted(place.region)}`, ...size.lines];
  return ['locals {', ...lines.map((line) => `  ${line}`), '}'].join('\n');
}

function variableBlock({ name, type, why }: Variable): string {
  return [
    `# No default: ${oneLine(why)}`,
    `variable ${quoted(name)} {`,
    `  type        = ${type}`,
    `  description = ${quoted(oneLine(why))}`,
    '}',
  ].join('\n');
}

/** A string of HCL: nothing in it is a template. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');
}

function hcl(path: string, content: string): DeploymentFile {
  return { path, mediaType: 'text/x-hcl', content: `${content}\n` };
}
