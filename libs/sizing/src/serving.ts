import type { AcceleratorRow, ModelRow } from '@app/catalog';
import type { Figure } from '@app/kernel';

/** Number formats of weights. Weights in a format that a chip cannot compute in are expanded on the fly to 16 bits. */
export const PRECISIONS = ['fp16', 'bf16', 'fp8', 'int8', 'int4', 'fp4'] as const;
export type Precision = (typeof PRECISIONS)[number];

export type KvPrecision = 'fp16' | 'fp8';

/** Median and 95th percentile, in tokens. Read as log-normal: sigma = ln(p95/p50)/1.645. */
export interface TokenSpread {
  readonly p50: number;
  readonly p95: number;
}

export interface ServingTraffic {
  /** Requests per second on average over the month, and at the peak that has to be held. */
  readonly requestsPerSecondMean: number;
  readonly requestsPerSecondPeak: number;
  readonly inputTokens: TokenSpread;
  readonly outputTokens: TokenSpread;
  /** Share of the input tokens that a prefix cache answers, 0 to 1. */
  readonly cachedShare: number;
}

/** What the service promises; null where nothing is promised and nothing shall bound the sizing. */
export interface ServingSlo {
  readonly timeToFirstTokenMs: number | null;
  readonly timePerOutputTokenMs: number | null;
  readonly endToEndMs: number | null;
  readonly availabilityPercent: number | null;
}

/** The answers or figures from which the spec was made, by its field: they become inputs of the figures. */
export type ServingInputField =
  | 'model'
  | 'precision'
  | 'kvPrecision'
  | 'requestsPerSecondMean'
  | 'requestsPerSecondPeak'
  | 'inputTokens'
  | 'outputTokens'
  | 'cachedShare'
  | 'timeToFirstTokenMs'
  | 'timePerOutputTokenMs'
  | 'endToEndMs'
  | 'availabilityPercent'
  | 'fleet';
export type ServingInputRefs = Partial<Record<ServingInputField, readonly string[]>>;

/** What a person decided on the size of a fleet, in place of what load and promises give. */
export interface FleetWish {
  /** Replicas; null leaves that end to the load. Equal ends are a fleet of fixed size. */
  readonly least: number | null;
  readonly most: number | null;
  /** Shares of the peak over equal parts of the time, by which replicas come and go; null where all of them stay. */
  readonly curve: readonly number[] | null;
}

/** One workload to be served by one model, on hardware not yet chosen. */
export interface ServingNeed {
  readonly workloadId: string;
  readonly model: ModelRow;
  readonly precision: Precision;
  /** fp16 unless given. */
  readonly kvPrecision?: KvPrecision;
  readonly traffic: ServingTraffic;
  readonly slo: ServingSlo;
  readonly inputRefs: ServingInputRefs;
  readonly fleet?: FleetWish;
}

/** The same on given hardware. */
export interface ServingSpec extends ServingNeed {
  readonly accelerator: AcceleratorRow;
  /** Accelerators that one instance may hold, ascending; those of the instance catalog unless given. */
  readonly instanceCounts?: readonly number[];
  /** Whether its chips are rented singly, and no machine holds a group; false unless given. */
  readonly rentedByChip?: boolean;
}

/** The figures that a sizing may hold. Their ids are `sizing.<workload>.<model>.<accelerator>.<precision>.<name>`. */
export const SERVING_FIGURES = [
  'weights',
  'kv-per-token',
  'kv-per-sequence',
  'working-memory',
  'usable-memory',
  'smallest-tensor-parallel',
  'tensor-parallel',
  'stages',
  'replica-accelerators',
  'concurrency-by-memory',
  'batch',
  'prefill-time',
  'decode-step',
  'communication-time',
  'time-per-output-token',
  'time-to-first-token',
  'end-to-end',
  'requests-per-second',
  'tokens-per-second',
  'load-replicas',
  'spare-replicas',
  'replicas',
  'rented-share',
  'accelerators',
  'peak-utilisation',
  'mean-utilisation',
] as const;
export type ServingFigureName = (typeof SERVING_FIGURES)[number];

/** What one replica carries: the numbers that pricing and carbon compute on. Each is also a figure. */
export interface ReplicaCapacity {
  /** Sequences in flight that memory and SLO allow. */
  readonly batch: number;
  /** Requests per second at that batch, without any idle time. */
  readonly requestsPerSecond: number;
  /** Mean time from start of service to the last token, seconds. */
  readonly serviceSeconds: number;
  /** Squared coefficient of variation of the service time. */
  readonly serviceVariation: number;
  /** The same of the time to compute a prompt. */
  readonly promptVariation: number;
  readonly timeToFirstTokenSeconds: number;
  /** Time to first token without any waiting, at the 95th percentile of the prompt, seconds. */
  readonly firstTokenServiceSeconds: number;
  readonly prefillSeconds: number;
  readonly sloTimeToFirstTokenSeconds: number | null;
  /** Replicas to add against the loss of one: 0 or 1. */
  readonly spareReplicas: number;
  /** What was decided on the number of replicas. */
  readonly bounds?: Pick<FleetWish, 'least' | 'most'>;
  /** Mean of the replicas over the hours / those at the peak, where they come and go; all of them stay unless given. */
  readonly rentedShare?: number;
}

/** The outcome for one workload on one accelerator. An infeasible one has a reason and the figures found so far. */
export interface ServingSizing {
  readonly workloadId: string;
  readonly modelId: string;
  readonly acceleratorId: string;
  readonly precision: Precision;
  readonly feasible: boolean;
  /** Why it is not feasible; null when it is. */
  readonly reason: string | null;
  /** Accelerators of one replica, or of each of its stages. */
  readonly tensorParallel: number | null;
  /** Stages of a pipeline, each on a group of its own; 1 unless given. */
  readonly stages?: number;
  /** Replicas for the peak, with the spare one where availability asks for it. */
  readonly replicas: number | null;
  /** replicas x stages x tensorParallel. */
  readonly accelerators: number | null;
  readonly capacity: ReplicaCapacity | null;
  readonly traffic: ServingTraffic;
  /** Ids of the figures that exist in this sizing. */
  readonly ids: Readonly<Partial<Record<ServingFigureName, string>>>;
  /** All figures, with the assumptions and catalog facts that they were computed from. */
  readonly figures: readonly Figure[];
}
