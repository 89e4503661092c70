import { Injectable } from '@nestjs/common';
import { AssessmentsService } from '@app/assessments';
import type { ErrorKind } from '@app/kernel';
import { AppError, Clock, newId } from '@app/kernel';
import { PinoLogger } from 'nestjs-pino';
import { ReportArchive } from './report-archive.service';
import { ReportFileRepository } from './report-file.repository';
import type { ReportRemoval } from './report-removal.repository';
import { ReportRemovalRepository } from './report-removal.repository';

/** Reports that are removed in one go. */
const BATCH = 50;
/** A deletion that is older is over, whether it came to its end or its process died. */
const DELETION_MS = 60_000;
const ORDERS = 100;

/** Removes the reports of assessments that are deleted, also where the process or the storage goes away meanwhile. */
@Injectable()
export class ReportRemovals {
  constructor(
    private readonly removals: ReportRemovalRepository,
    private readonly reports: ReportFileRepository,
    private readonly archive: ReportArchive,
    private readonly assessments: AssessmentsService,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ReportRemovals.name);
  }

  /**
   * Deletes an assessment and then the files of its reports. What cannot be removed at once is removed later.
   * @throws what the deletion throws
   */
  async along(tenantId: string, assessmentId: string, deletion: () => Promise<void>): Promise<void> {
    const removal = { id: newId(), tenantId, assessmentId, askedAt: this.clock.now() };
    // Written down first: whatever happens after the deletion, somebody finds out what is left of it.
    await this.removals.insert(removal);
    try {
      await deletion();
    } catch (error) {
      if (isOfKind(error, 'not-found')) await this.tryNow(removal, () => this.removeSome(removal));
      if (isOfKind(error, 'precondition-failed'))
        await this.tryNow(removal, () => this.removals.settle(removal));
      // After any other error nobody knows whether it is gone: the next round looks.
      throw error;
    }
    await this.tryNow(removal, () => this.removeSome(removal));
  }

  /** One round over what is left; returns how many reports were removed. @throws storage.unavailable; the rest is next */
  async catchUp(stop?: AbortSignal): Promise<number> {
    const before = new Date(this.clock.now().getTime() - DELETION_MS);
    let removed = 0;
    for (;;) {
      const left = await this.removals.findBefore(before, ORDERS);
      for (const removal of left) removed += await this.finish(removal, stop);
      if (left.length < ORDERS || stop?.aborted) return removed;
    }
  }

  /** What fails now is done by the next round. */
  private async tryNow({ assessmentId }: ReportRemoval, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.warn({ assessmentId, reason }, 'left the reports of an assessment for the next round');
    }
  }

  private async finish(removal: ReportRemoval, stop?: AbortSignal): Promise<number> {
    // It was not deleted after all: nothing is to go.
    if ((await this.assessments.find(removal.tenantId, removal.assessmentId)) !== null) {
      await this.removals.settle(removal);
      return 0;
    }
    let removed = 0;
    for (;;) {
      const some = await this.removeSome(removal);
      removed += some;
      if (some < BATCH || stop?.aborted) return removed;
    }
  }

  private async removeSome(removal: ReportRemoval): Promise<number> {
    const { tenantId, assessmentId } = removal;
    const ids = await this.reports.findOfAssessment(tenantId, assessmentId, BATCH);
    for (const id of ids) {
      await this.archive.remove(tenantId, id).catch((error: unknown) => {
        if (!isOfKind(error, 'not-found')) throw error;
      });
    }
    if (ids.length < BATCH) await this.removals.settle(removal);
    return ids.length;
  }
}

function isOfKind(error: unknown, kind: ErrorKind): boolean {
  return error instanceof AppError && error.kind === kind;
}
