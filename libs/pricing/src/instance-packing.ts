import { isRentedByChip, type Catalog, type InstanceRow } from '@app/catalog';
import type { ExcludedOffer, PricingConstraints } from './serving-price';

/** How replicas go onto an instance type. */
export interface Packing {
  readonly row: InstanceRow;
  /** Replicas that one instance holds; below 1 where one is made of several: chips rented singly, or stages. */
  readonly replicasPerInstance: number;
}

/**
 * Offers of an accelerator within the constraints: those that hold groups of `groupSize`, of which a replica takes one
 * for each of its stages, and why others do not.
 */
export function packings(
  catalog: Catalog,
  acceleratorId: string,
  groupSize: number,
  constraints: PricingConstraints,
  stages = 1,
): { readonly packed: readonly Packing[]; readonly excluded: readonly ExcludedOffer[] } {
  const packed: Packing[] = [];
  const excluded: ExcludedOffer[] = [];
  for (const row of catalog.instancesWith({ acceleratorId })) {
    const reason = obstacle(row, groupSize, constraints);
    if (reason !== null) excluded.push({ instanceId: row.id, reason });
    else packed.push({ row, replicasPerInstance: replicasPerInstance(row, groupSize, stages) });
  }
  return { packed, excluded };
}

function obstacle(row: InstanceRow, groupSize: number, constraints: PricingConstraints): string | null {
  if (constraints.providers !== undefined && !constraints.providers.includes(row.provider)) {
    return `${row.provider} is not among the allowed providers`;
  }
  if (constraints.regions !== undefined && !constraints.regions.includes(row.region)) {
    return `${row.region} is not among the allowed regions`;
  }
  if (row.category === 'accelerator-addon') {
    return 'the listed price is for the accelerator alone; that of its host is not in it';
  }
  if (row.category === 'capacity-block') return 'capacity blocks are reserved for days, not for a service';
  if (replicasPerInstance(row, groupSize) === 0) {
    return 'an instance holds fewer accelerators than a replica needs; groups over several are not evaluated';
  }
  return null;
}

/**
 * Replicas on an instance: whole groups, or the share of a replica whose stages lie on several. Chips that are rented
 * singly join over their own links.
 */
export function replicasPerInstance(row: InstanceRow, groupSize: number, stages = 1): number {
  const groups = row.acceleratorCount / groupSize;
  return (isRentedByChip(row) ? groups : Math.floor(groups)) / stages;
}

/**
 * Instances for a number of replicas. With a spare replica they are at least two, on instances that hold several:
 * a spare on the same machine is lost with it.
 */
export function instancesFor(
  packing: Pick<Packing, 'replicasPerInstance'>,
  replicas: number,
  spareReplicas: number,
): number {
  const needed = Math.ceil(replicas / packing.replicasPerInstance - 1e-9);
  return spareReplicas > 0 ? Math.max(needed, 2) : needed;
}
