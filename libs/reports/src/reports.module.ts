import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ReportDocumentRepository } from './report-document.repository';
import { REPORT_DOCUMENT_MODEL, reportDocumentSchema } from './report-document.schema';

/** Gives `ReportDocumentRepository` on the process's database connection. */
@Module({
  imports: [MongooseModule.forFeature([{ name: REPORT_DOCUMENT_MODEL, schema: reportDocumentSchema }])],
  providers: [ReportDocumentRepository],
  exports: [ReportDocumentRepository],
})
export class ReportsModule {}
