import { Schema } from 'mongoose';
import type { ActualsUpload, Budget } from './budget';

/** A budget as stored. */
export interface BudgetRecord extends Omit<Budget, 'id'> {
  readonly _id: string;
}

/** A file of actuals as stored. */
export interface ActualsRecord extends Omit<ActualsUpload, 'id'> {
  readonly _id: string;
}

/** Names under which the models are registered and injected. */
export const BUDGET_MODELS = { budget: 'Budget', actuals: 'BudgetActuals' } as const;

export const budgetSchema = new Schema<BudgetRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    version: { type: Number, required: true },
    name: { type: String, required: true },
    assessmentId: { type: String, default: null },
    currency: { type: String, required: true },
    lines: { type: [Schema.Types.Mixed], required: true } as never,
    forecast: { type: Schema.Types.Mixed, default: null },
    acknowledgements: { type: [Schema.Types.Mixed], required: true } as never,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'budgets', versionKey: false, minimize: false },
)
  .index({ tenantId: 1, _id: -1 })
  .index({ tenantId: 1, assessmentId: 1, _id: -1 });

export const actualsSchema = new Schema<ActualsRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    budgetId: { type: String, required: true },
    fileHash: { type: String, required: true },
    fileName: { type: String, default: null },
    rows: { type: Number, required: true },
    amounts: { type: [Schema.Types.Mixed], required: true } as never,
    createdAt: { type: Date, required: true },
  },
  { collection: 'budget_actuals', versionKey: false, minimize: false },
)
  .index({ tenantId: 1, budgetId: 1, fileHash: 1 }, { unique: true })
  .index({ tenantId: 1, budgetId: 1, _id: -1 });
