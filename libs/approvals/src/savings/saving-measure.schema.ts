import { Schema } from 'mongoose';
import type { SavingMeasure } from './saving-measure';

export interface SavingMeasureRecord extends Omit<SavingMeasure, 'recommendationId'> {
  /** The id of the recommendation. */
  readonly _id: string;
}

/** The name under which the model is registered and injected. */
export const SAVING_MEASURE_MODEL = 'SavingMeasure';

export const savingMeasureSchema = new Schema<SavingMeasureRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    budgetId: { type: String, required: true },
    category: { type: String, required: true },
    baseline: { type: Schema.Types.Mixed, required: true },
    forecast: { type: Schema.Types.Mixed, required: true },
    by: { type: String, required: true },
    setAt: { type: Date, required: true },
  },
  { collection: 'saving_measures', versionKey: false, minimize: false },
)
  // What is spent on one thing is evidence for one recommendation; those of a tenant.
  .index({ tenantId: 1, budgetId: 1, category: 1 }, { unique: true });
