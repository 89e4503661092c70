import { Injectable } from '@nestjs/common';
import { AssessmentsService } from '@app/assessments';
import type { RunComparison } from '@app/comparison';
import { RunEventLog } from '@app/events';
import { Clock } from '@app/kernel';
import { changeNotice, troubleNotice } from './notice-content';
import { NoticeRepository } from './notice.repository';
import type { OpenScheduledRun, ScheduleTrouble } from './schedule';

/** Tells people what came of due times, each once. */
@Injectable()
export class ScheduleReporter {
  constructor(
    private readonly notices: NoticeRepository,
    private readonly assessments: AssessmentsService,
    private readonly events: RunEventLog,
    private readonly clock: Clock,
  ) {}

  async hasTold({ tenantId, runId }: OpenScheduledRun): Promise<boolean> {
    return (await this.notices.find(tenantId, runId)) !== null;
  }

  async tellChange(run: OpenScheduledRun, comparison: RunComparison): Promise<void> {
    const at = this.clock.now();
    await this.notices.insert(changeNotice(run, comparison, at));
    const event = {
      type: 'recommendation.changed' as const,
      comparedTo: comparison.from.runId,
      noticeId: run.runId,
      at: at.toISOString(),
    };
    // The notice stands, whether or not anybody listens.
    await this.events.append(run.tenantId, run.runId, [event], 'notice').catch(() => undefined);
  }

  async tellTrouble(run: OpenScheduledRun, kind: ScheduleTrouble, detail: string): Promise<void> {
    const name = await this.nameOf(run);
    await this.notices.insert(troubleNotice(run, { kind, detail }, name, this.clock.now()));
  }

  /** Its id where the assessment was deleted since. */
  private async nameOf({ tenantId, assessmentId }: OpenScheduledRun): Promise<string> {
    const assessment = await this.assessments.find(tenantId, assessmentId);
    return assessment?.input.name ?? assessmentId;
  }
}
