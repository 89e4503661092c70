/** How patient the stack is, in milliseconds. */
export interface StackTiming {
  /** For a store to accept connections. A large append-only file takes a while to load. */
  readonly storeReadyMs: number;
  /** For the API and the worker to answer `/ready` with 200. */
  readonly serviceReadyMs: number;
  /** For a process to end after it was asked to. */
  readonly stopGraceMs: number;
  /** For what a killed stack left behind to end by itself before it is ended. */
  readonly leftoverGraceMs: number;
  /** Before the first restart of a process that died; doubles with each in a row. */
  readonly restartDelayMs: number;
  /** Restarts in a row after which a process is given up. */
  readonly restartLimit: number;
  /** A process that lived this long has recovered: its next death counts as a first one. */
  readonly recoveredAfterMs: number;
}

export const DEFAULT_TIMING: StackTiming = {
  storeReadyMs: 60_000,
  serviceReadyMs: 60_000,
  stopGraceMs: 10_000,
  leftoverGraceMs: 12_000,
  restartDelayMs: 500,
  restartLimit: 5,
  recoveredAfterMs: 60_000,
};
