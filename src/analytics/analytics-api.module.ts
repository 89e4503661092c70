import { Module } from '@nestjs/common';
import { AnalyticsModule } from '@app/analytics';
import { HttpModule } from '../http/http.module';
import { AnalyticsController } from './analytics.controller';

@Module({
  imports: [AnalyticsModule, HttpModule],
  controllers: [AnalyticsController],
})
export class AnalyticsApiModule {}
