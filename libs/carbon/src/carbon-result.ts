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
  /** What the intensity counts and for which year: `location-based annual average, 2024`. */
  readonly basis: string;
  /** kgCO2e a month of operation, location-based; that of making the hardware is `embodied`. */
  readonly emissions: Figure;
  /** kgCO2e: the share of a month in the making of the hardware; unknown where nobody published it. */
  readonly embodied: Figure;
  /** gCO2e per 10^6 output tokens, operation only; unknown for other than serving. */
  readonly perMillionTokens: Figure;
  readonly figures: readonly Figure[];
}
