import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ActualsRepository } from './actuals.repository';
import { BudgetRepository } from './budget.repository';
import { actualsSchema, BUDGET_MODELS, budgetSchema } from './budget.schema';
import { BudgetWatchService } from './budget-watch.service';
import { BudgetsService } from './budgets.service';

/** Gives budgets and what was spent against them, on the process's database connection. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: BUDGET_MODELS.budget, schema: budgetSchema },
      { name: BUDGET_MODELS.actuals, schema: actualsSchema },
    ]),
  ],
  providers: [BudgetRepository, ActualsRepository, BudgetsService, BudgetWatchService],
  exports: [BudgetsService, BudgetWatchService],
})
export class BudgetsModule {}
