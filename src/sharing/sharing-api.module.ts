import { Module } from '@nestjs/common';
import { ReportsModule } from '@app/reports';
import { SharingModule } from '@app/sharing';
import { HttpModule } from '../http/http.module';
import { RateLimitModule } from '../rate-limit/rate-limit.module';
import { ShareLinksController } from './share-links.controller';
import { SharedReportController } from './shared-report.controller';

@Module({
  imports: [HttpModule, RateLimitModule, ReportsModule, SharingModule],
  controllers: [ShareLinksController, SharedReportController],
})
export class SharingApiModule {}
