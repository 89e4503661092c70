/** A run whose id a client was told. */
export interface ToldRun {
  readonly runId: string;
  readonly tenantId: string;
  readonly assessmentId: string;
  /** A word in the input of this run alone, by which calls of a language model are told apart. */
  readonly marker: string;
  readonly toldAt: number;
  /** When the API had said that the run is cancelled. */
  cancelledAt?: number;
}

/** An answer that no client should get, whatever dies. */
export interface UnexpectedAnswer {
  readonly what: string;
  readonly status: number;
  readonly body: string;
}

/** What clients remember: everything that they were told. */
export class Ledger {
  readonly told: ToldRun[] = [];
  readonly unexpected: UnexpectedAnswer[] = [];
  /** Assessments that a client was told of; their runs are all runs of ours. */
  readonly assessments = new Set<string>();
  /** Requests that were tried until the client's patience was over, without an answer. */
  gaveUp = 0;
  requests = 0;
  /** 503 and 429: come again. */
  refusals = 0;
  /** Connections that were refused or broke, and answers that never came. */
  brokenConnections = 0;
}
