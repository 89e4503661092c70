import type { ModelChoiceInput, Precision, SloInput, TrafficInput } from '@app/assessments';
import type { Purchase } from '@app/catalog';

/** One thing that would be otherwise. What is left out stays as it is. */
export interface WhatIfChange {
  /** The workload that it is about; all of them if left out. */
  readonly workloadId?: string;
  readonly traffic?: TrafficChange;
  /** Where it would run: a region of the catalog, and a provider. */
  readonly region?: string;
  readonly provider?: string;
  readonly acceleratorId?: string;
  readonly purchase?: Purchase;
  readonly precision?: Precision;
  readonly model?: ModelChoiceInput;
  readonly slo?: SloInput;
}

/** Traffic by other numbers, or as a multiple of what it is. */
export type TrafficChange = Pick<
  TrafficInput,
  | 'requestsPerDay'
  | 'requestsPerSecondPeak'
  | 'peakFactor'
  | 'inputTokens'
  | 'outputTokens'
  | 'cachedShare'
  | 'growthPerMonth'
  | 'batchItems'
> & { readonly factor?: number };
