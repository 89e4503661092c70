import type { Catalog } from '@app/catalog';
import { InvariantError, type Figure } from '@app/kernel';
import type { CarbonResult, CarbonSite } from './serving-carbon';

/** Accelerator-hours at full load: training, batch and embedding passes. */
export interface CarbonWork {
  readonly workloadId: string;
  /** Part of the figure ids: `training`, `batch`, `embedding`. */
  readonly subject: string;
  readonly acceleratorId: string;
  /** Accelerator-hours of one run. */
  readonly hours: Figure;
  readonly runsPerMonth: number;
  readonly runsRefs: readonly string[];
}

/** Energy and emissions of accelerator-hours at a site. */
export function carbonOfHours(work: CarbonWork, catalog: Catalog, site: CarbonSite): CarbonResult {
  throw new InvariantError(`${work.workloadId} ${catalog.asOf} ${site.kind}`);
}
