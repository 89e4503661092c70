import type { ArrivalSpec } from './arrivals';
import type { LengthSpec } from './token-lengths';

/** How long a replica takes, as the sizing model gives it. Seconds. */
export interface ServiceTimes {
  /** A decode step with `i + 1` sequences in it; as many entries as the replica has places. */
  readonly stepSeconds: readonly number[];
  /** Computing a prompt of T tokens alone: perPrompt + perToken T + perSquaredToken T^2. */
  readonly prefill: {
    readonly perPrompt: number;
    readonly perToken: number;
    readonly perSquaredToken: number;
  };
  /** Prompt tokens that one step takes beside its sequences (chunked prefill); null computes a prompt in one piece. */
  readonly chunkTokens: number | null;
  /** Tokens of prompts and answers that the cache of one replica holds; null where nothing bounds it. */
  readonly cacheTokens: number | null;
}

/** The replicas at the start and where they stand: replica i in region i mod regions, and in its zones in turn. */
export interface FleetShape {
  readonly replicas: number;
  readonly regions?: number;
  /** Zones of each region. */
  readonly zones?: number;
  /** How many of the replicas are spot capacity. */
  readonly spotReplicas?: number;
}

/** What bounds waiting; a request beyond it gets an error. */
export interface QueueLimits {
  /** Requests that may wait for a place; null for no bound. */
  readonly queueLimit: number | null;
  /** Seconds after which a waiting request gives up; null for never. */
  readonly timeoutSeconds: number | null;
}

/** Replicas by load, as the Kubernetes horizontal pod autoscaler counts: ceil(load / target), with its tolerance. */
export interface AutoscalerSpec {
  readonly least: number;
  readonly most: number;
  /** utilisation: places in use; demand: those and the requests that wait. Both as a share of the places. */
  readonly metric: 'utilisation' | 'demand';
  /** The share that is aimed for, above 0 up to 1. */
  readonly target: number;
  readonly intervalSeconds: number;
  /** Seconds for which fewer replicas must have been enough before one is given up. */
  readonly scaleDownSeconds: number;
}

/** Something that fails at a known time. */
export interface PlannedFailure {
  readonly scope: 'instance' | 'zone' | 'region';
  /** Which: the replica, the zone (counted over all regions), the region; from 0. */
  readonly index: number;
  readonly atSeconds: number;
  readonly durationSeconds: number;
}

/** What fails by chance: exponential times. */
export interface RandomFailures {
  /** Hours between failures of one replica; null for none. */
  readonly instanceHours: number | null;
  readonly repairSeconds: number;
  /** Interruptions of a spot replica an hour. */
  readonly spotPerHour: number;
  /** Warning before a spot replica goes; it takes no new request meanwhile. */
  readonly spotNoticeSeconds: number;
  /** Wait for a new spot replica, before its cold start. */
  readonly spotReplaceSeconds: number;
}

/** What is counted as kept; null where nothing is promised. Seconds. */
export interface SimulatedSlo {
  readonly firstTokenSeconds: number | null;
  readonly latencySeconds: number | null;
}

/** Equal spans at equal distances, such as the failures of a scenario: the first begins at `fromSeconds`. */
export interface Episodes {
  readonly fromSeconds: number;
  /** From the begin of one to the begin of the next; at least their length. */
  readonly everySeconds: number;
  readonly lengthSeconds: number;
  readonly count: number;
}

/** A fleet under load, as plain data: the same specification always gives the same result. */
export interface FleetSpec {
  readonly seed: number;
  /** Requests arrive for this long; the simulation then runs until the last one ended. */
  readonly horizonSeconds: number;
  /** Requests that arrive before are served and not counted, and neither is the use of replicas. */
  readonly warmUpSeconds: number;
  /** Where given, only these spans count: requests that arrive in them, and the use of replicas meanwhile. */
  readonly episodes?: Episodes;
  readonly arrivals: ArrivalSpec;
  readonly inputTokens: LengthSpec;
  readonly outputTokens: LengthSpec;
  /** Share of the prompt that need not be computed, 0 to 1. */
  readonly cachedShare?: number;
  readonly service: ServiceTimes;
  readonly fleet: FleetShape;
  readonly limits: QueueLimits;
  /** From the start of a replica to its first request: machine, image, weights. */
  readonly coldStartSeconds: number;
  readonly autoscaler?: AutoscalerSpec;
  readonly plannedFailures?: readonly PlannedFailure[];
  readonly randomFailures?: RandomFailures;
  /** Whether requests of a replica that fails start again elsewhere, or are lost. */
  readonly retryLost: boolean;
  readonly slo: SimulatedSlo;
  /** Price of a replica for an hour; null where unknown. */
  readonly price?: { readonly onDemandUsdPerHour: number | null; readonly spotUsdPerHour: number | null };
}
