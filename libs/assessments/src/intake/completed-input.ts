import type { Figure } from '@app/kernel';
import type { Precision, TrainingMethod, WorkloadInput, WorkloadKind } from '../assessment-input';
import type { Assumption, OpenQuestion } from './assumption';
import type { IntakeFieldName } from './intake-field';

/** A choice that is not a number: answered or assumed. `ref` names the answer or the assumption. */
export interface CompletedChoice<T> {
  readonly value: T;
  readonly assumed: boolean;
  readonly ref: string;
}

/** A workload whose numbers are all figures with a trail to an answer or an assumption. */
export interface CompletedWorkload {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly kind: WorkloadKind;
  readonly input: WorkloadInput;
  /** How it is run: answering as requests come, in passes, or training. */
  readonly mode: 'serving' | 'batch' | 'training' | 'general';
  readonly values: Readonly<Partial<Record<IntakeFieldName, Figure>>>;
  readonly precision: CompletedChoice<Precision>;
  readonly trainingMethod: CompletedChoice<TrainingMethod>;
  /** What a person decided on the number of replicas, with the figures of it; nobody did unless given. */
  readonly fleet?: DecidedReplicas;
}

/** Replicas that a person decided on; null leaves an end to the load. `curve`: shares of the peak by which they come and go. */
export interface DecidedReplicas {
  readonly least: number | null;
  readonly most: number | null;
  readonly curve: readonly number[] | null;
  readonly refs: readonly string[];
}

/** The input with every gap filled openly. */
export interface CompletedInput {
  readonly workloads: readonly CompletedWorkload[];
  readonly assumptions: readonly Assumption[];
  /** Most important first, in the order of the input within one priority. */
  readonly questions: readonly OpenQuestion[];
  readonly figures: readonly Figure[];
}
