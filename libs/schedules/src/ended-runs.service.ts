import { Injectable } from '@nestjs/common';
import type { RunComparison } from '@app/comparison';
import { ComparisonService, recommendsOtherwise } from '@app/comparison';
import { AppError, Clock } from '@app/kernel';
import { RunsService } from '@app/runs';
import { TROUBLES, type OpenScheduledRun, type ScheduleOutcome, type ScheduleTrouble } from './schedule';
import { ScheduleReporter } from './schedule-reporter.service';
import { ScheduleRepository } from './schedule.repository';

interface Verdict {
  readonly outcome: ScheduleOutcome;
  readonly detail: string | null;
  /** The run that later ones are held against; null: as before. */
  readonly reported: string | null;
}

/**
 * Looks at what came of due times. Reports runs that recommend something else than the last reported one, and once what
 * keeps a schedule from telling.
 */
@Injectable()
export class EndedRuns {
  constructor(
    private readonly schedules: ScheduleRepository,
    private readonly comparisons: ComparisonService,
    private readonly runs: RunsService,
    private readonly reporter: ScheduleReporter,
    private readonly clock: Clock,
  ) {}

  /** Doing it again, after a death at any moment, reports nothing twice. */
  async conclude(run: OpenScheduledRun): Promise<void> {
    const { tenantId, assessmentId, runId, dueAt } = run;
    const schedule = await this.schedules.find(tenantId, assessmentId);
    const isWaiting = run.state === null && run.refusal === null;
    // It could not be started yet, and will be.
    if (isWaiting && schedule?.nextDueAt?.getTime() === dueAt.getTime()) return;
    // Without a schedule nobody wants to know.
    if (schedule) {
      const { outcome, detail, reported } = await this.judge(run, schedule.reportedRunId);
      const trouble = troubleOf(outcome);
      if (trouble !== null && trouble !== schedule.trouble)
        await this.reporter.tellTrouble(run, trouble, detail ?? '');
      const last = { runId, dueAt, outcome, detail, at: this.clock.now() };
      await this.schedules.settle(run, { last, reportedRunId: reported, trouble });
    }
    await this.schedules.forget(tenantId, runId);
  }

  private async judge(run: OpenScheduledRun, reportedRunId: string | null): Promise<Verdict> {
    const { tenantId, runId, state, refusal, missingAgents } = run;
    if (refusal !== null) return { outcome: 'refused', detail: refusal, reported: null };
    if (state !== 'completed' && state !== 'partial') {
      const detail = run.problem ?? `its run is ${state ?? 'not there'}`;
      return { outcome: 'failed', detail, reported: null };
    }
    // What the missing agents would recommend nobody knows: it would go today and come back tomorrow.
    if (state === 'partial') {
      const detail = `no result of ${missingAgents.join(', ')}: whether the recommendation is another is not known`;
      return { outcome: 'incomplete', detail, reported: null };
    }
    // It was reported, and the one that did so died before it could say so.
    if (await this.reporter.hasTold(run)) return { outcome: 'changed', detail: null, reported: runId };
    const before = reportedRunId ?? (await this.resultBefore(run));
    const comparison = before === null ? null : await this.compared(tenantId, before, runId);
    if (!comparison) return { outcome: 'first', detail: null, reported: runId };
    // Held against the same result again and again, small steps do not go unseen.
    if (!recommendsOtherwise(comparison)) return { outcome: 'unchanged', detail: null, reported: before };
    await this.reporter.tellChange(run, comparison);
    return { outcome: 'changed', detail: null, reported: runId };
  }

  /** Null where the result that was reported last is not there any more. */
  private async compared(tenantId: string, from: string, to: string): Promise<RunComparison | null> {
    try {
      return await this.comparisons.compare(tenantId, from, to);
    } catch (error) {
      if (error instanceof AppError && error.kind === 'not-found') return null;
      throw error;
    }
  }

  /** The newest complete result of the assessment before this run, whoever asked for it. */
  private async resultBefore({ tenantId, assessmentId, runId }: OpenScheduledRun): Promise<string | null> {
    const filter = { assessmentId, state: 'completed' as const };
    const { items } = await this.runs.list(tenantId, filter, { limit: 1, afterId: runId });
    return items[0]?.id ?? null;
  }
}

function troubleOf(outcome: ScheduleOutcome): ScheduleTrouble | null {
  return TROUBLES.find((trouble) => trouble === outcome) ?? null;
}
