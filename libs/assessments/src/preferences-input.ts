/** How to choose between ways that keep every limit. What is left out is chosen by the rules of the product. */
export interface PreferencesInput {
  readonly weights?: WeightsInput;
  /** Whether a commitment of one or three years may be recommended. */
  readonly commitments?: boolean;
}

/** How much each axis counts against the others; any numbers from 0 on, read as shares of their sum. */
export interface WeightsInput {
  readonly cost?: number;
  readonly latency?: number;
  readonly carbon?: number;
  readonly risk?: number;
}
