import type { WorkloadKind } from '../assessment-input';

/** The numbers about a workload that engines need. Each becomes a figure: answered, computed or assumed. */
export type IntakeFieldName =
  | 'requestsPerDay'
  | 'requestsPerSecondPeak'
  | 'peakFactor'
  | 'inputTokensP50'
  | 'inputTokensP95'
  | 'outputTokensP50'
  | 'outputTokensP95'
  | 'cachedShare'
  | 'growthPerMonth'
  | 'batchItems'
  | 'batchWindowHours'
  | 'passesPerMonth'
  | 'timeToFirstTokenMs'
  | 'timePerOutputTokenMs'
  | 'endToEndMs'
  | 'availabilityPercent'
  | 'documents'
  | 'tokensPerDocument'
  | 'chunkTokens'
  | 'chunkOverlapTokens'
  | 'dimensions'
  | 'retrievedChunks'
  | 'updatesPerDay'
  | 'trainingTokens'
  | 'epochs'
  | 'sequenceLength'
  | 'loraRank'
  | 'runsPerMonth'
  | 'deadlineHours';

/** What is taken where nobody answered: a starting value and the range in which practice lies. */
export interface AssumedRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly why: string;
}

/** One number, where its answer stands, and what is taken without one. */
export interface IntakeField {
  readonly name: IntakeFieldName;
  /** Path below the workload. */
  readonly path: readonly string[];
  readonly label: string;
  readonly unit: string;
  /** What an answer is multiplied with to be in `unit`: 100 where shares are shown in percent. 1 if left out. */
  readonly scale?: number;
  readonly question: string;
  readonly priority: 'must' | 'should' | 'could';
  /** Kinds of workload that need the number; a kind without a range needs an answer or goes without. */
  readonly assumed: Partial<Record<WorkloadKind, AssumedRange>>;
}
