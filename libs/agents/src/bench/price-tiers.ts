import { figure, type Figure } from '@app/kernel';
import { type PlatformPart, priceDatabaseStorage, priceManagedTier } from '@app/pricing';
import { instanceVcpus, type TierSizing } from '@app/sizing';
import { siteFigure, tiersOf } from './size-depth';
import type { WorkloadBench } from './workload-bench';
import type { Workbench } from '../workbench';

const ROLES = ['database', 'cache'] as const;
const GIB_IN_GB = 1.073741824;

/** One database and one cache for all that is rented, as managed services; none where no peak is known. */
export function managedTiers(
  bench: Workbench,
  rented: readonly WorkloadBench[],
  place: { readonly provider: string; readonly region: string },
): PlatformPart[] {
  const sized = rented.map((workload) => tiersOf(workload, ROLES));
  return ROLES.flatMap((role) => {
    const tiers = sized.flatMap((all) => all.filter(({ tier }) => tier === role));
    if (tiers.length === 0) return [];
    const cores = together(role, tiers, 'cores');
    bench.figures.add(cores);
    const need = {
      scope: 'plan',
      role,
      ...place,
      vcpus: sizeOf(role, cores),
      instances: together(role, tiers, 'instances'),
      memory: perInstance(role, tiers),
    };
    const tier = priceManagedTier(need, bench.catalog);
    if (role !== 'database') return [tier];
    const disks = disksOf(rented, need.instances);
    return disks ? [tier, priceDatabaseStorage(need, disks, bench.catalog)] : [tier];
  });
}

/** Each instance holds what is kept of requests and answers; null where nothing of it is known. */
function disksOf(rented: readonly WorkloadBench[], instances: Figure): Figure | null {
  const kept = rented.flatMap((workload) => {
    const offer = workload.cheapest();
    return (offer?.sizing.kind === 'serving' && siteFigure(workload, offer.sizing, 'log-storage')) || [];
  });
  if (kept.length === 0) return null;
  const of = (end: End): number =>
    kept.reduce((sum, entry) => sum + (entry[end] ?? entry.value ?? 0), 0) *
    GIB_IN_GB *
    (instances[end] ?? instances.value ?? 1);
  return demand('database', 'disks', {
    label: 'GB on the disks of the database',
    unit: 'GB',
    formula: `requests and answers that are kept x ${GIB_IN_GB} GB x instances; what a provider sells at the least, indexes and backups are not in it`,
    of,
    parts: [...kept, instances],
  });
}

type End = 'value' | 'low' | 'high';

/** Work adds up; the spare and the working set are there once. */
function together(role: string, tiers: readonly TierSizing[], name: 'cores' | 'instances'): Figure {
  const parts = tiers.map((tier) => figureOf(tier, name));
  const of = (end: End): number => {
    const values = parts.map((part) => part[end] ?? part.value ?? 0);
    return name === 'cores' ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  };
  return demand(role, name, {
    label: name === 'cores' ? `Cores of the ${role} at the peak` : `Instances of the ${role}`,
    unit: '1',
    formula: name === 'cores' ? 'sum over the rented workloads' : 'most of any rented workload',
    of,
    parts,
  });
}

/** What one instance has to have: sized as for a single workload, on the work of all of them. */
function sizeOf(role: (typeof ROLES)[number], cores: Figure): Figure {
  return demand(role, 'vcpus', {
    label: `Processors of an instance of the ${role}`,
    unit: 'vCPU',
    formula: 'the least of 2, 4, 8 ... that holds the cores',
    of: (end) => instanceVcpus(role, cores[end] ?? cores.value ?? 0),
    parts: [cores],
  });
}

function perInstance(role: string, tiers: readonly TierSizing[]): Figure {
  const of = (end: End): number =>
    Math.max(
      ...tiers.map((tier) => {
        const [memory, instances] = [figureOf(tier, 'memory'), figureOf(tier, 'instances')];
        return (memory[end] ?? memory.value ?? 0) / (instances[end] ?? instances.value ?? 1);
      }),
    );
  const parts = tiers.flatMap((tier) => [figureOf(tier, 'memory'), figureOf(tier, 'instances')]);
  const formula = 'memory / instances, the most of any rented workload';
  return demand(role, 'memory', {
    label: `Memory of an instance of the ${role}`,
    unit: 'GiB',
    formula,
    of,
    parts,
  });
}

function demand(
  role: string,
  name: string,
  draft: {
    readonly label: string;
    readonly unit: string;
    readonly formula: string;
    readonly of: (end: End) => number;
    readonly parts: readonly Figure[];
  },
): Figure {
  const { label, unit, formula, of, parts } = draft;
  return figure({
    id: `demand.plan.${role}.${name}`,
    label,
    value: of('value'),
    low: of('low'),
    high: of('high'),
    unit,
    method: 'computed',
    formula,
    inputs: parts.map(({ id }) => id),
  });
}

function figureOf(tier: TierSizing, name: keyof TierSizing['ids']): Figure {
  return tier.figures.find(({ id }) => id === tier.ids[name]) as Figure;
}
