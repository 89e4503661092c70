import { Injectable } from '@nestjs/common';
import { AssessmentsService } from '@app/assessments';
import { ReportRemovals } from '@app/report-files';
import { SchedulesService } from '@app/schedules';
import { UploadRemovals } from '@app/uploads';
import { PinoLogger } from 'nestjs-pino';

/** Deletes assessments with what is of no use without them. */
@Injectable()
export class AssessmentDeletion {
  constructor(
    private readonly assessments: AssessmentsService,
    private readonly reports: ReportRemovals,
    private readonly uploads: UploadRemovals,
    private readonly schedules: SchedulesService,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(AssessmentDeletion.name);
  }

  /**
   * Also its schedule, the files of its reports, and uploads of it alone. Once it is deleted, what cannot be removed at
   * once is removed later, and fails nobody.
   * @throws assessment.not-found, assessment.changed
   */
  async delete(tenantId: string, id: string, version: number | 'any'): Promise<void> {
    await this.uploads.along(tenantId, id, () =>
      this.reports.along(tenantId, id, () => this.assessments.delete(tenantId, id, version)),
    );
    try {
      await this.schedules.forget(tenantId, id);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.warn({ assessmentId: id, reason }, 'left a schedule for a round');
    }
  }
}
