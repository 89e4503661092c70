import type { ToldRun, UnexpectedAnswer } from '../load/ledger';

/** A run as the database holds it. */
export interface RunEvidence {
  readonly _id: string;
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly state: string;
  readonly epoch: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly missingAgents: readonly string[];
  readonly options: { readonly budgetUsd?: number };
  readonly spending?: { readonly microUsd?: number };
}

/** One agent's part of a run as the database holds it, without its output. */
export interface StepEvidence {
  readonly runId: string;
  readonly agent: string;
  readonly status: string;
  readonly epoch: number;
  readonly attempts: readonly AttemptEvidence[];
}

export interface AttemptEvidence {
  readonly number: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: string | null;
  readonly error?: string | null;
}

/** A question that a language model was asked. */
export interface CallEvidence {
  /** Null where the question does not say. */
  readonly runId: string | null;
  readonly agent: string | null;
  readonly at: number;
}

/** What was found when everything was quiet again, read past all code of the product. */
export interface Evidence {
  readonly told: readonly ToldRun[];
  readonly unexpected: readonly UnexpectedAnswer[];
  /** Assessments of which a client could not learn whether its run was started. */
  readonly gaveUp: number;
  /** Every run of the assessments of the clients, told or not. */
  readonly runs: readonly RunEvidence[];
  readonly steps: readonly StepEvidence[];
  /** How many reports each run has. */
  readonly reports: ReadonlyMap<string, number>;
  /** The ids of the events that are kept of each run, in order. */
  readonly streams: ReadonlyMap<string, readonly string[]>;
  readonly calls: readonly CallEvidence[];
  /** What followers of streams saw that they must not see. */
  readonly breaches: readonly { readonly runId: string; readonly detail: string }[];
}

/** What a drill lets the evidence be. */
export interface Expectation {
  /** States in which a run may end. */
  readonly states: readonly string[];
  /** `kept`: every run has its events from the first on; `may-be-gone`: Redis lost its data, what is there has no gap. */
  readonly streams: 'kept' | 'may-be-gone';
  /** Every run was done in one go: nobody else took it over. */
  readonly undisturbed?: boolean;
  /** A worker that was frozen or blocked may ask once more before it learns that it is out. */
  readonly lateCallsMs?: number;
  /** Some of the times in the record were written by a wrong clock: nothing is counted with them. */
  readonly isClockWrong?: boolean;
  /** How long after an acknowledged cancel a call may begin. */
  readonly cancelMs?: number;
}

export const ALL_COMPLETED: Expectation = { states: ['completed'], streams: 'kept' };
