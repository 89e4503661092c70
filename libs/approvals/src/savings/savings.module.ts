import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { BudgetsModule } from '@app/budgets';
import { SynthesisModule } from '@app/synthesis';
import { ApprovalsModule } from '../approvals.module';
import { MeasuredSavingsService } from './measured-savings.service';
import { SavingMeasureRepository } from './saving-measure.repository';
import { SAVING_MEASURE_MODEL, savingMeasureSchema } from './saving-measure.schema';
import { SavingsLoopService } from './savings-loop.service';

/** Gives `SavingsLoopService` on the process's database connection. */
@Module({
  imports: [
    MongooseModule.forFeature([{ name: SAVING_MEASURE_MODEL, schema: savingMeasureSchema }]),
    ApprovalsModule,
    BudgetsModule,
    SynthesisModule,
  ],
  providers: [SavingMeasureRepository, MeasuredSavingsService, SavingsLoopService],
  exports: [MeasuredSavingsService, SavingsLoopService],
})
export class SavingsModule {}
