import { Injectable } from '@nestjs/common';
import type { RunComparison } from '@app/comparison';
import { ComparisonService } from '@app/comparison';
import { RunEventLog } from '@app/events';
import { AppError, Clock } from '@app/kernel';
import { RunsService } from '@app/runs';
import { isNews, noticeOf } from './notice-content';
import { NoticeRepository } from './notice.repository';
import type { OpenScheduledRun, ScheduleOutcome } from './schedule';
import { ScheduleRepository } from './schedule.repository';

interface Verdict {
  readonly outcome: ScheduleOutcome;
  readonly detail: string | null;
  /** The run that later ones are held against. */
  readonly reported: string | null;
}

/** Looks at scheduled runs that ended, and reports those that recommend something else than the last reported one. */
@Injectable()
export class EndedRuns {
  constructor(
    private readonly schedules: ScheduleRepository,
    private readonly notices: NoticeRepository,
    private readonly comparisons: ComparisonService,
    private readonly runs: RunsService,
    private readonly events: RunEventLog,
    private readonly clock: Clock,
  ) {}

  /** Doing it again, after a death at any moment, reports nothing twice. */
  async conclude(run: OpenScheduledRun): Promise<void> {
    const { tenantId, assessmentId, runId, dueAt } = run;
    const schedule = await this.schedules.find(tenantId, assessmentId);
    // It could not be started yet, and will be.
    if (run.state === null && schedule?.nextDueAt?.getTime() === dueAt.getTime()) return;
    // Without a schedule nobody wants to know.
    const verdict = schedule && (await this.judge(run, schedule.reportedRunId));
    if (verdict) {
      const { outcome, detail, reported } = verdict;
      await this.schedules.settle(run, { runId, dueAt, outcome, detail, at: this.clock.now() }, reported);
    }
    await this.schedules.close(tenantId, runId, verdict?.outcome ?? 'failed');
  }

  private async judge(run: OpenScheduledRun, reportedRunId: string | null): Promise<Verdict> {
    const { tenantId, runId, state } = run;
    if (state !== 'completed' && state !== 'partial') {
      const detail = run.problem ?? `its run is ${state ?? 'not there'}`;
      return { outcome: 'failed', detail, reported: null };
    }
    // It was reported, and the one that did so died before it could say so.
    if (await this.notices.find(tenantId, runId))
      return { outcome: 'changed', detail: null, reported: runId };
    const before = reportedRunId ?? (await this.resultBefore(run));
    const comparison = before === null ? null : await this.compared(tenantId, before, runId);
    if (!comparison) return { outcome: 'first', detail: null, reported: runId };
    // Held against the same result again and again, small steps do not go unseen.
    if (!isNews(comparison)) return { outcome: 'unchanged', detail: null, reported: before };
    await this.report(run, comparison);
    return { outcome: 'changed', detail: null, reported: runId };
  }

  private async report(run: OpenScheduledRun, comparison: RunComparison): Promise<void> {
    const at = this.clock.now();
    await this.notices.insert(noticeOf(run, comparison, at));
    const event = {
      type: 'recommendation.changed' as const,
      comparedTo: comparison.from.runId,
      noticeId: run.runId,
      at: at.toISOString(),
    };
    // The notice stands, whether or not anybody listens.
    await this.events.append(run.tenantId, run.runId, [event], 'notice').catch(() => undefined);
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
