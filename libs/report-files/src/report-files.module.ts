import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AssessmentsModule } from '@app/assessments';
import { QueueMonitor } from '@app/queue';
import { ReportsModule } from '@app/reports';
import { RunsModule } from '@app/runs';
import { StorageModule } from '@app/storage';
import { ReportArchive } from './report-archive.service';
import { ReportDrafts } from './report-drafts.service';
import { reportJob } from './report-file.job';
import { ReportFileRepository } from './report-file.repository';
import { REPORT_FILE_MODEL, reportFileSchema } from './report-file.schema';
import { ReportOrders } from './report-orders.service';
import { ReportQueue } from './report-queue.service';
import { ReportRemovalRepository } from './report-removal.repository';
import { REPORT_REMOVAL_MODEL, reportRemovalSchema } from './report-removal.schema';
import { ReportRemovals } from './report-removals.service';

/** Reports as the API needs them: asked for, watched, read, removed. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: REPORT_FILE_MODEL, schema: reportFileSchema },
      { name: REPORT_REMOVAL_MODEL, schema: reportRemovalSchema },
    ]),
    AssessmentsModule,
    ReportsModule,
    RunsModule,
    StorageModule,
  ],
  providers: [
    ReportFileRepository,
    ReportRemovalRepository,
    ReportArchive,
    ReportDrafts,
    ReportOrders,
    ReportQueue,
    ReportRemovals,
  ],
  exports: [
    ReportFileRepository,
    ReportArchive,
    ReportOrders,
    ReportQueue,
    ReportRemovals,
    RunsModule,
    ReportsModule,
  ],
})
export class ReportFilesModule {
  constructor(monitor: QueueMonitor) {
    monitor.watch(reportJob.name);
  }
}
