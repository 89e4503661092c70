import { Module } from '@nestjs/common';
import { ComparisonModule } from '@app/comparison';
import { ReportsModule } from '@app/reports';
import { HttpModule } from '../http/http.module';
import { ComparisonsController } from './comparisons.controller';

@Module({
  imports: [ComparisonModule, HttpModule, ReportsModule],
  controllers: [ComparisonsController],
})
export class ComparisonApiModule {}
