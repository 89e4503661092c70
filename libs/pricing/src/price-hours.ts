import {
  instancePriceFigure,
  PURCHASES,
  staleness,
  type Catalog,
  type InstanceRow,
  type Purchase,
} from '@app/catalog';
import { figure, unknownFigure, type Figure } from '@app/kernel';
import { packings, type Packing } from './instance-packing';
import { byMonthlyPrice } from './price-serving';
import type { ExcludedOffer, PricingConstraints } from './serving-price';

/** Work that needs accelerators for some hours a month: training, a batch pass, an embedding pass. */
export interface AcceleratorWork {
  readonly workloadId: string;
  /** Part of the figure ids: `training`, `batch`, `embedding`. */
  readonly subject: string;
  readonly acceleratorId: string;
  /** Accelerators used at the same time. */
  readonly accelerators: number;
  /** Accelerators that have to share an instance (tensor parallelism); 1 unless given. */
  readonly groupSize?: number;
  /** Accelerator-hours of one run, as a figure of the sizing. */
  readonly hours: Figure;
  /** The same on spot capacity, interruptions included, where the sizing reckons them; else as many as `hours`. */
  readonly spotHours?: Figure;
  readonly runsPerMonth: number;
  readonly runsRefs: readonly string[];
}

export interface PricedWork {
  /** `<workload>.<subject>.<instance id>` */
  readonly id: string;
  readonly instance: InstanceRow;
  readonly instances: number;
  /** USD for one run, and a month of runs, by way of buying. */
  readonly perRun: Readonly<Record<Purchase, Figure>>;
  readonly monthly: Readonly<Record<Purchase, Figure>>;
  readonly monthlyOnDemandUsd: number | null;
  /** Whether the list price is older than the catalog's limit for it on the day of the assessment. */
  readonly stale: boolean;
  readonly figures: readonly Figure[];
}

export interface WorkPricing {
  readonly options: readonly PricedWork[];
  readonly excluded: readonly ExcludedOffer[];
}

/** Offers for accelerator-hours, cheapest on-demand month first. Whole instances are paid for while the work runs. */
export function priceAcceleratorWork(
  work: AcceleratorWork,
  catalog: Catalog,
  constraints: PricingConstraints,
): WorkPricing {
  const group = work.groupSize ?? 1;
  const { packed, excluded } = packings(catalog, work.acceleratorId, group, constraints);
  const options = packed.map((packing) => pricedWork(work, group, packing, constraints.asOf));
  return { options: options.sort(byMonthlyPrice), excluded };
}

function pricedWork(work: AcceleratorWork, group: number, packing: Packing, asOf: string): PricedWork {
  const { row } = packing;
  const id = `${work.workloadId}.${work.subject}.${row.id}`;
  const instances = Math.ceil(work.accelerators / group / packing.replicasPerInstance - 1e-9);
  const prices = PURCHASES.map((purchase) => instancePriceFigure(row, purchase));
  const cost = (purchase: Purchase, price: Figure, period: 'run' | 'month'): Figure => {
    const runs = period === 'run' ? 1 : work.runsPerMonth;
    const { hours, spotHours } = work;
    const paid = purchase === 'spot' && spotHours ? spotHours : hours;
    const failures = spotHours ? 'failures as the sizing reckons them' : 'no allowance for failed runs';
    const draft = {
      id: `pricing.${id}.${period}.${purchase}`,
      label: `${work.subject} on ${row.instanceType} in ${row.region}, ${purchase}, a ${period}`,
      unit: period === 'run' ? 'USD' : 'USD/month',
      formula: `instances x price x accelerator-hours / accelerators${period === 'run' ? '' : ' x runs a month'}; whole instances, ${failures}`,
      inputs: [paid.id, price.id, ...(period === 'run' ? [] : work.runsRefs)],
      sources: price.sources,
      method: 'computed' as const,
    };
    const rate = price.value;
    if (rate === null || paid.value === null) {
      return unknownFigure({ ...draft, reason: price.unknown ?? paid.unknown ?? 'not known' });
    }
    const of = (end: number | null): number | null =>
      end === null ? null : ((instances * end) / work.accelerators) * rate * runs;
    return figure({
      ...draft,
      value: of(paid.value),
      low: of(paid.low),
      high: of(paid.high),
    });
  };
  const all = (period: 'run' | 'month') =>
    Object.fromEntries(
      PURCHASES.map((purchase, index) => [purchase, cost(purchase, prices[index] as Figure, period)]),
    ) as Record<Purchase, Figure>;
  const perRun = all('run');
  const monthly = all('month');
  return {
    id,
    instance: row,
    instances,
    perRun,
    monthly,
    monthlyOnDemandUsd: monthly['on-demand'].value,
    stale: staleness(row.source, asOf, 'on-demand-price').stale,
    figures: [...prices, ...Object.values(perRun), ...Object.values(monthly)],
  };
}
