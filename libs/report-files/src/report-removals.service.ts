import { Injectable } from '@nestjs/common';
import { AssessmentsService } from '@app/assessments';
import { AppError, Clock, newId } from '@app/kernel';
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
  ) {}

  /**
   * Deletes an assessment and then the files of its reports. What cannot be removed at once is removed later.
   * @throws what the deletion throws
   */
  async along(tenantId: string, assessmentId: string, deletion: () => Promise<void>): Promise<void> {
    const removal = { id: newId(), tenantId, assessmentId, askedAt: this.clock.now() };
    // Written down first: whatever happens after the deletion, somebody finds out what is left of it.
    await this.removals.insert(removal);
    await deletion();
    await this.removeSome(removal).catch(() => undefined);
  }

  /** One round over what is left; returns how many reports were removed. @throws storage.unavailable; the rest is next */
  async catchUp(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - DELETION_MS);
    let removed = 0;
    for (const removal of await this.removals.findBefore(before, ORDERS)) {
      if (await this.isThere(removal)) await this.removals.settle(removal);
      else removed += await this.removeSome(removal);
    }
    return removed;
  }

  /** The deletion was refused: nothing is to go. */
  private async isThere({ tenantId, assessmentId }: ReportRemoval): Promise<boolean> {
    return this.assessments.get(tenantId, assessmentId).then(
      () => true,
      (error: unknown) => {
        if (isNotFound(error)) return false;
        throw error;
      },
    );
  }

  private async removeSome(removal: ReportRemoval): Promise<number> {
    const { tenantId, assessmentId } = removal;
    const ids = await this.reports.findOfAssessment(tenantId, assessmentId, BATCH);
    for (const id of ids) {
      await this.archive.remove(tenantId, id).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      });
    }
    if (ids.length < BATCH) await this.removals.settle(removal);
    return ids.length;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof AppError && error.kind === 'not-found';
}
