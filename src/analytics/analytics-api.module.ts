import { Module } from '@nestjs/common';
import { AnalyticsModule } from '@app/analytics';
import { SavingsModule } from '@app/approvals';
import { HttpModule } from '../http/http.module';
import { AnalyticsController } from './analytics.controller';

@Module({
  imports: [AnalyticsModule, HttpModule, SavingsModule],
  controllers: [AnalyticsController],
})
export class AnalyticsApiModule {}
