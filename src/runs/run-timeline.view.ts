import type { AgentStepSummary, RunDetail, StepAttempt } from '@app/runs';
import { ApiProperty } from '@nestjs/swagger';

export class TimelineEntryView {
  @ApiProperty({ enum: ['phase', 'attempt', 'wait'], description: 'wait: a pause between two attempts' })
  kind: 'phase' | 'attempt' | 'wait';

  @ApiProperty({ description: 'The phase, or the agent', example: 'compliance' })
  name: string;

  @ApiProperty({ required: false, example: 1 })
  attempt?: number;

  @ApiProperty({ format: 'date-time' })
  startedAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Milliseconds; null while it lasts' })
  durationMs: number | null;

  @ApiProperty({ required: false, enum: ['succeeded', 'failed', 'timed-out', 'aborted'] })
  outcome?: string;

  @ApiProperty({ required: false, description: 'Why the attempt failed' })
  error?: string;
}

export class TimelineView {
  @ApiProperty({ type: TimelineEntryView, isArray: true, description: 'By start' })
  entries: TimelineEntryView[];
}

/** Everything that took time in a run: its phases, each attempt of each agent, and the waits between attempts. */
export function toTimelineView(run: RunDetail): TimelineView {
  const phases = run.phases.map(({ name, startedAt, endedAt }) => entry('phase', name, startedAt, endedAt));
  const entries = [...phases, ...run.steps.flatMap(entriesOf)];
  entries.sort(inOrder);
  return { entries };
}

function inOrder(a: TimelineEntryView, b: TimelineEntryView): number {
  // Phases of one moment stay in the order in which the run went through them.
  const byName = a.kind === 'phase' ? 0 : compare(a.name, b.name);
  return compare(a.startedAt, b.startedAt) || compare(a.kind, b.kind) || byName;
}

function entriesOf({ agent, attempts }: AgentStepSummary): TimelineEntryView[] {
  return attempts.flatMap((attempt, index) => {
    const before = attempts[index - 1]?.endedAt;
    const waited = before && attempt.backoffMs > 0 ? [entry('wait', agent, before, attempt.startedAt)] : [];
    return [...waited, attemptEntry(agent, attempt)];
  });
}

function attemptEntry(
  agent: string,
  { number, startedAt, endedAt, outcome, error }: StepAttempt,
): TimelineEntryView {
  return {
    ...entry('attempt', agent, startedAt, endedAt),
    attempt: number,
    ...(outcome !== null && { outcome }),
    ...(error !== null && { error }),
  };
}

function entry(
  kind: TimelineEntryView['kind'],
  name: string,
  startedAt: Date,
  endedAt: Date | null,
): TimelineEntryView {
  const durationMs = endedAt && Math.max(0, endedAt.getTime() - startedAt.getTime());
  return {
    kind,
    name,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    durationMs,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
