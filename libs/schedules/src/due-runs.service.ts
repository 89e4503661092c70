import { Injectable } from '@nestjs/common';
import { AssessmentsService } from '@app/assessments';
import { AppError, Clock } from '@app/kernel';
import { RequestContext } from '@app/platform';
import { RunsService } from '@app/runs';
import { dueRunId } from './due-run-id';
import { nextDueTime } from './due-time';
import type { LastTurn, Schedule } from './schedule';
import { ScheduleFacts } from './schedule-facts.service';
import { ScheduleRepository } from './schedule.repository';

/**
 * Starts the run of a due time as a person would. The run's id follows from the due time, and the schedule goes on only
 * when the run is stored: a process that dies in between is followed by one that finds the run that is there.
 */
@Injectable()
export class DueRuns {
  constructor(
    private readonly schedules: ScheduleRepository,
    private readonly assessments: AssessmentsService,
    private readonly runs: RunsService,
    private readonly facts: ScheduleFacts,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** The facts of each tenant, looked up once however many of its schedules ask. */
  factsOnce(): (tenantId: string) => Promise<string> {
    const known = new Map<string, Promise<string>>();
    return (tenantId) => {
      const facts = known.get(tenantId) ?? this.facts.of(tenantId);
      known.set(tenantId, facts);
      return facts;
    };
  }

  /** Makes a schedule due whose facts have become others. */
  async noticeFacts(schedule: Schedule, factsOf: (tenantId: string) => Promise<string>): Promise<void> {
    const facts = await factsOf(schedule.tenantId);
    if (facts !== schedule.factsSeen) await this.schedules.makeDue(schedule, facts, this.clock.now());
  }

  /**
   * Starts one run, however many due times passed while nobody looked.
   * @throws what may go away by itself, such as run.queue-full: the due time stays
   */
  async start(schedule: Schedule): Promise<void> {
    const { tenantId, assessmentId, nextDueAt: dueAt } = schedule;
    if (dueAt === null) return;
    const runId = dueRunId(tenantId, assessmentId, dueAt);
    const outcome = await this.context.run({ tenantId }, () => this.startRun(schedule, runId, dueAt));
    if (outcome === null) {
      await this.schedules.remove(tenantId, assessmentId);
      return;
    }
    const now = this.clock.now();
    await this.schedules.advance(schedule, nextDueTime(schedule.cadence, now), {
      runId,
      dueAt,
      at: now,
      ...outcome,
    });
  }

  /** Null where the assessment was deleted. */
  private async startRun(
    schedule: Schedule,
    runId: string,
    dueAt: Date,
  ): Promise<Pick<LastTurn, 'outcome' | 'detail'> | null> {
    const assessment = await this.assessments.find(schedule.tenantId, schedule.assessmentId);
    if (assessment === null) return null;
    try {
      await this.schedules.open(runId, schedule, dueAt);
      await this.runs.start(schedule.tenantId, assessment, {}, runId);
      return { outcome: 'started', detail: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // What the configuration refuses today it refuses in a minute: the next due time tries again.
      if (error.kind !== 'unprocessable' && error.kind !== 'invalid') throw error;
      await this.schedules.refuse(schedule.tenantId, runId, error.message);
      return { outcome: 'refused', detail: error.message };
    }
  }
}
