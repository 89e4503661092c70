import type { Catalog, InstanceRow, Purchase } from '@app/catalog';
import { InvariantError, type Figure } from '@app/kernel';
import type { ExcludedOffer, PricingConstraints } from './serving-price';

/** Work that needs accelerators for some hours a month: training, a batch pass, an embedding pass. */
export interface AcceleratorWork {
  readonly workloadId: string;
  /** Part of the figure ids: `training`, `batch`, `embedding`. */
  readonly subject: string;
  readonly acceleratorId: string;
  /** Accelerators used at the same time. */
  readonly accelerators: number;
  /** Accelerator-hours of one run, as a figure of the sizing. */
  readonly hours: Figure;
  readonly runsPerMonth: number;
  readonly runsRefs: readonly string[];
}

export interface PricedWork {
  readonly id: string;
  readonly instance: InstanceRow;
  readonly instances: number;
  /** USD for one run, and a month of runs, by way of buying. */
  readonly perRun: Readonly<Record<Purchase, Figure>>;
  readonly monthly: Readonly<Record<Purchase, Figure>>;
  readonly monthlyOnDemandUsd: number | null;
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
  throw new InvariantError(`${work.workloadId} ${catalog.asOf} ${constraints.asOf}`);
}
