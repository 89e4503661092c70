import type { Figure } from '@app/kernel';

/** Where the hardware runs: a cloud region, or a country for a site of one's own. */
export type CarbonSite =
  | { readonly kind: 'region'; readonly provider: string; readonly region: string }
  | { readonly kind: 'country'; readonly iso3: string };

/** Energy and emissions of a deployment. Ids start with `carbon.<workload>.<accelerator>.<site>`. */
export interface CarbonResult {
  /** Mean power of the accelerators with their share of the servers, kW. */
  readonly power: Figure;
  /** kWh at the meter of the IT equipment in a month of 730 h. */
  readonly energy: Figure;
  readonly pue: Figure;
  /** gCO2e/kWh, location-based. */
  readonly intensity: Figure;
  /** kgCO2e a month, operation only: embodied emissions are not evaluated. */
  readonly emissions: Figure;
  /** gCO2e per 10^3 output tokens; unknown for other than serving. */
  readonly perThousandTokens: Figure;
  readonly figures: readonly Figure[];
}
