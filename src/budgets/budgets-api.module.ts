import { Module } from '@nestjs/common';
import { AssessmentsModule } from '@app/assessments';
import { BudgetsModule } from '@app/budgets';
import { RunsModule } from '@app/runs';
import { HttpModule } from '../http/http.module';
import { IdempotencyModule } from '../idempotency/idempotency.module';
import { BudgetActualsController } from './budget-actuals.controller';
import { BudgetWatchController } from './budget-watch.controller';
import { BudgetsController } from './budgets.controller';
import { RunForecastsService } from './run-forecasts.service';

@Module({
  imports: [AssessmentsModule, BudgetsModule, RunsModule, HttpModule, IdempotencyModule],
  controllers: [BudgetsController, BudgetActualsController, BudgetWatchController],
  providers: [RunForecastsService],
})
export class BudgetsApiModule {}
