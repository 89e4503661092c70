/** Seconds over the counted requests; null where none was completed. */
export interface DurationSummary {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  /** Standard error of the mean and of the 95th percentile, by batch means; null with too few requests. */
  readonly meanError: number | null;
  readonly p95Error: number | null;
}

/** What became of the requests that arrived in the time that counts. */
export interface RequestCounts {
  readonly arrived: number;
  readonly completed: number;
  /** Turned away because too many waited. */
  readonly rejected: number;
  /** Gave up waiting. */
  readonly timedOut: number;
  /** Longer than the cache of a replica. */
  readonly tooLong: number;
  /** Under way on a replica that failed, and not tried again. */
  readonly lost: number;
  /** Started again because their replica failed; they are counted once by their end as well. */
  readonly restarted: number;
}

/** From the end of a planned failure until as many replicas are ready as before it and nobody waits. Seconds. */
export interface RecoveryTimes {
  readonly failures: number;
  /** After how many of them the fleet was seen to recover before the next one or the end. */
  readonly recovered: number;
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

/** One slice of the simulated time, by the arrival of the requests. */
export interface TimeSlice {
  readonly fromSeconds: number;
  readonly arrived: number;
  /** Rejected, timed out, too long or lost. */
  readonly failed: number;
  readonly firstTokenP95: number | null;
  /** Replicas that could serve at the end of the slice, and requests that waited then. */
  readonly ready: number;
  readonly waiting: number;
}

/** What a simulation found. Plain data. */
export interface FleetResult {
  readonly seed: number;
  /** Length of the time that counts, after the warm-up or in the episodes, seconds. */
  readonly countedSeconds: number;
  readonly requests: RequestCounts;
  /** Share of the arrived requests that got no answer, 0 to 1. */
  readonly failedShare: number;
  readonly firstToken: DurationSummary | null;
  readonly latency: DurationSummary | null;
  /** From arrival to a place on a replica. */
  readonly waiting: DurationSummary | null;
  /** Share of the arrived requests that kept each promise; null where nothing is promised or nothing arrived. */
  readonly firstTokenKept: number | null;
  readonly latencyKept: number | null;
  /** Places in use over places of replicas that were ready, 0 to 1; null when none was. */
  readonly placesUsed: number | null;
  /** Share of the ready time of replicas in which they computed. */
  readonly computeUsed: number | null;
  /** Requests in the system on average over the counted time. */
  readonly inSystem: number;
  readonly longestQueue: number;
  readonly replicas: { readonly mean: number; readonly most: number; readonly hours: number };
  /** Of the counted time; null where a price is unknown. */
  readonly costUsd: number | null;
  /** null where nothing failed by plan, or the fleet never recovered in the simulated time. */
  readonly recovery: RecoveryTimes | null;
  readonly slices: readonly TimeSlice[];
  /** Events that were worked off: what the time of a simulation grows with. */
  readonly events: number;
}
