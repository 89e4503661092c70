import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { isDuplicateKey } from '@app/database';
import type { Model } from 'mongoose';
import type { SavingMeasure } from './saving-measure';
import { SAVING_MEASURE_MODEL, type SavingMeasureRecord } from './saving-measure.schema';

/** Measures as stored, one for each recommendation at most. */
@Injectable()
export class SavingMeasureRepository {
  constructor(@InjectModel(SAVING_MEASURE_MODEL) private readonly measures: Model<SavingMeasureRecord>) {}

  async find(tenantId: string, recommendationId: string): Promise<SavingMeasure | null> {
    const record = await this.measures
      .findOne({ _id: recommendationId, tenantId })
      .lean<SavingMeasureRecord>();
    return record && toMeasure(record);
  }

  /** Those of several recommendations, by the id of each. */
  async findOf(tenantId: string, ids: readonly string[]): Promise<ReadonlyMap<string, SavingMeasure>> {
    if (ids.length === 0) return new Map();
    const rows = await this.measures.find({ _id: { $in: [...ids] }, tenantId }).lean<SavingMeasureRecord[]>();
    return new Map(rows.map((row) => [row._id, toMeasure(row)]));
  }

  /** Those of a tenant, at most `most`. */
  async findAll(tenantId: string, most: number): Promise<SavingMeasure[]> {
    const rows = await this.measures
      .find({ tenantId })
      .sort({ budgetId: 1, category: 1 })
      .limit(most)
      .lean<SavingMeasureRecord[]>();
    return rows.map(toMeasure);
  }

  count(tenantId: string): Promise<number> {
    return this.measures.countDocuments({ tenantId });
  }

  /** Sets or replaces it. False: another recommendation has that category of that budget. */
  async set({ recommendationId, tenantId, ...content }: SavingMeasure): Promise<boolean> {
    try {
      await this.measures.updateOne({ _id: recommendationId, tenantId }, { $set: content }, { upsert: true });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** The one that has a category of a budget. */
  async holderOf({ tenantId, budgetId, category }: SavingMeasure): Promise<SavingMeasure | null> {
    const record = await this.measures.findOne({ tenantId, budgetId, category }).lean<SavingMeasureRecord>();
    return record && toMeasure(record);
  }

  async remove(tenantId: string, recommendationId: string): Promise<void> {
    await this.measures.deleteOne({ _id: recommendationId, tenantId });
  }
}

function toMeasure(record: SavingMeasureRecord): SavingMeasure {
  const { _id: recommendationId, tenantId, budgetId, category, baseline, forecast, by, setAt } = record;
  return { recommendationId, tenantId, budgetId, category, baseline, forecast, by, setAt };
}
