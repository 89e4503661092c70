import type { RunState } from '@app/runs';
import type { Cadence } from './cadence';

/**
 * What came of a due time: its run is under way; recommends the same as the last result that was reported, or
 * something else; is the first result there is; ended without a result; or could not be started.
 */
export const OUTCOMES = ['started', 'unchanged', 'changed', 'first', 'failed', 'refused'] as const;
export type ScheduleOutcome = (typeof OUTCOMES)[number];

export interface LastTurn {
  readonly runId: string;
  readonly dueAt: Date;
  readonly outcome: ScheduleOutcome;
  /** Why it failed or was refused, in words. */
  readonly detail: string | null;
  readonly at: Date;
}

/** When an assessment is assessed again without anybody asking. One for each assessment. */
export interface Schedule {
  readonly assessmentId: string;
  readonly tenantId: string;
  /** Counts what people change, from 1. */
  readonly version: number;
  readonly cadence: Cadence;
  /** Who set it, as they call themselves. */
  readonly by: string;
  /** Null while it waits for another catalog. */
  readonly nextDueAt: Date | null;
  /** By which facts it was last assessed: the catalog and the version of the tenant's own files. */
  readonly factsSeen: string;
  /** The run whose recommendation was last reported: later ones are held against it. */
  readonly reportedRunId: string | null;
  readonly last: LastTurn | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A run that a schedule started and whose end has not been looked at. */
export interface OpenScheduledRun {
  readonly runId: string;
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly dueAt: Date;
  /** Null where the run is not stored (yet). */
  readonly state: RunState | null;
  readonly problem: string | null;
}
