import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { BrandingRepository } from './branding/branding.repository';
import { BRANDING_MODEL, brandingSchema } from './branding/branding.schema';
import { BrandingService } from './branding/branding.service';
import { ReportDocumentRepository } from './report-document.repository';
import { REPORT_DOCUMENT_MODEL, reportDocumentSchema } from './report-document.schema';

/** Gives `ReportDocumentRepository` and `BrandingService` on the process's database connection. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: REPORT_DOCUMENT_MODEL, schema: reportDocumentSchema },
      { name: BRANDING_MODEL, schema: brandingSchema },
    ]),
  ],
  providers: [ReportDocumentRepository, BrandingRepository, BrandingService],
  exports: [ReportDocumentRepository, BrandingService],
})
export class ReportsModule {}
