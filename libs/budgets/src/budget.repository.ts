import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Page, PageRequest } from '@app/database';
import { isDuplicateKey, toPage } from '@app/database';
import type { Model, QueryFilter } from 'mongoose';
import type { Budget } from './budget';
import type { BudgetRecord } from './budget.schema';
import { BUDGET_MODELS } from './budget.schema';

/** What of a budget may change; its id, tenant and creation never do. */
export type BudgetChange = Partial<
  Pick<Budget, 'name' | 'assessmentId' | 'lines' | 'forecast' | 'acknowledgements'>
>;

/** The stored budgets. Every change is one conditional write on the version that it was made from. */
@Injectable()
export class BudgetRepository {
  constructor(@InjectModel(BUDGET_MODELS.budget) private readonly budgets: Model<BudgetRecord>) {}

  /** False when the id is taken already: the same creation was stored before. */
  async insert({ id, ...budget }: Budget): Promise<boolean> {
    try {
      await this.budgets.create({ _id: id, ...budget });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(tenantId: string, id: string): Promise<Budget | null> {
    const record = await this.budgets.findOne({ _id: id, tenantId }).lean<BudgetRecord>();
    return record && toBudget(record);
  }

  /** Newest first. */
  async list(tenantId: string, assessmentId: string | undefined, page: PageRequest): Promise<Page<Budget>> {
    const query: QueryFilter<BudgetRecord> = {
      tenantId,
      ...(assessmentId !== undefined && { assessmentId }),
      ...(page.afterId !== null && { _id: { $lt: page.afterId } }),
    };
    const records = await this.budgets
      .find(query)
      .sort({ _id: -1 })
      .limit(page.limit + 1)
      .lean<BudgetRecord[]>();
    return toPage(records.map(toBudget), page.limit);
  }

  /** Makes the next version. Null when `current` is at its version no longer. */
  async change(current: Budget, change: BudgetChange, now: Date): Promise<Budget | null> {
    const record = await this.budgets
      .findOneAndUpdate(
        { _id: current.id, tenantId: current.tenantId, version: current.version },
        { $set: { ...change, version: current.version + 1, updatedAt: now } },
        { returnDocument: 'after' },
      )
      .lean<BudgetRecord>();
    return record && toBudget(record);
  }

  /** False when it has moved on. */
  async remove({ id, tenantId, version }: Budget): Promise<boolean> {
    const { deletedCount } = await this.budgets.deleteOne({ _id: id, tenantId, version });
    return deletedCount === 1;
  }
}

function toBudget({ _id, ...record }: BudgetRecord): Budget {
  const { tenantId, version, name, assessmentId, currency, lines, forecast, acknowledgements } = record;
  const { createdAt, updatedAt } = record;
  return {
    ...{ id: _id, tenantId, version, name, assessmentId, currency, lines, forecast, acknowledgements },
    ...{ createdAt, updatedAt },
  };
}
