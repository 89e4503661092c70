import type { Precision, TrainingMethod, WorkloadKind } from '@app/assessments';
import type { KnowledgeSource } from './knowledge-sources';

/** A number that a source states, to be cited as a figure: `{name}` in the texts of its entry. */
export interface KnowledgeQuantity {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
}

/**
 * What a workload and what runs it must be for an entry to concern it. Every condition that is given has to hold; they
 * are read off the structure of the input and of the sizing, never off words in it.
 */
export interface KnowledgeConditions {
  readonly kinds?: readonly WorkloadKind[];
  readonly architecture?: 'dense' | 'mixture-of-experts';
  readonly attention?: ReadonlyArray<'MHA' | 'GQA' | 'MQA' | 'MLA'>;
  readonly slidingWindow?: boolean;
  readonly embedding?: boolean;
  readonly hosting?: 'self-host' | 'api';
  /** An API price is known for it, whichever way is cheaper. */
  readonly apiPriced?: boolean;
  readonly link?: 'scale-up' | 'pcie';
  readonly vendors?: readonly string[];
  /** Accelerators that hold one copy of the model, at least. */
  readonly groupAtLeast?: number;
  readonly acceleratorsAtLeast?: number;
  readonly replicasAtLeast?: number;
  readonly precisions?: readonly Precision[];
  readonly trainingMethods?: readonly TrainingMethod[];
  readonly promptTokensAtLeast?: number;
  /** Share of the prompt that repeats, 0 to 100, at least. */
  readonly cachedPercentAtLeast?: number;
  readonly documentsAtLeast?: number;
  readonly availabilityPercentAtLeast?: number;
  readonly providers?: readonly string[];
  /** Any of these frameworks applies to the organisation. */
  readonly frameworks?: readonly string[];
  /** Hardware of one's own holds the workload. */
  readonly owned?: boolean;
}

export type KnowledgeTopic =
  | 'Memory'
  | 'Latency and throughput'
  | 'Parallelism'
  | 'Training'
  | 'Retrieval'
  | 'Queues and availability'
  | 'Cost'
  | 'Energy'
  | 'Operations'
  | 'Obligations';

/** One fact with its source, and what it means for a workload that it concerns. In our own words. */
export interface KnowledgeEntry {
  readonly id: string;
  readonly topic: KnowledgeTopic;
  readonly claim: string;
  readonly consequence: string;
  readonly quantities?: readonly KnowledgeQuantity[];
  readonly sources: readonly KnowledgeSource[];
  readonly when: KnowledgeConditions;
}
