import type { RunState } from '@app/runs';
import type { Cadence } from './cadence';

/** Outcomes that tell nothing of the recommendation, which people are told once, not every day. */
export const TROUBLES = ['incomplete', 'failed', 'refused'] as const;
export type ScheduleTrouble = (typeof TROUBLES)[number];

/**
 * What came of a due time: its run is under way; recommends the same as the last result that was reported, or
 * something else; is the first result there is; has a result that lacks agents; ended without one; or could not be
 * started.
 */
export const OUTCOMES = ['started', 'unchanged', 'changed', 'first', ...TROUBLES] as const;
export type ScheduleOutcome = (typeof OUTCOMES)[number];

export interface LastTurn {
  readonly runId: string;
  readonly dueAt: Date;
  readonly outcome: ScheduleOutcome;
  /** What the trouble is, in words. */
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
  /** Nothing becomes due until somebody sets it going again. */
  readonly isPaused: boolean;
  /** Null while it waits for another catalog, or is paused. */
  readonly nextDueAt: Date | null;
  /** By which facts it was last assessed: the catalog and the version of the tenant's own files. */
  readonly factsSeen: string;
  /** The run whose recommendation was last reported: later ones are held against it. */
  readonly reportedRunId: string | null;
  readonly last: LastTurn | null;
  /** The trouble that people were told of and that has not passed since. */
  readonly trouble: ScheduleTrouble | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A run that a schedule started and whose end has not been looked at. */
export interface OpenScheduledRun {
  readonly runId: string;
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly dueAt: Date;
  /** Why it could not be started; null where it was, or may yet be. */
  readonly refusal: string | null;
  /** Null where the run is not stored (yet). */
  readonly state: RunState | null;
  readonly problem: string | null;
  readonly missingAgents: readonly string[];
}
