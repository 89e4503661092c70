import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { isDuplicateKey } from '@app/database';
import type { Model } from 'mongoose';
import type { DecisionOverride } from './decision-override';
import {
  DECISION_OVERRIDE_MODELS,
  type DecisionOverrideRecord,
  type DecisionOverrideVersionRecord,
} from './decision-override.schema';

/** A decision of a person as it stands or stood; a withdrawal has no option. */
export type DecisionVersion = Omit<DecisionOverride, 'option'> & { readonly option: string | null };

/** Choices of one assessment that people may decide: more than any assessment has. */
const MOST_KEYS = 1_000;

/** What people decided, by assessment and choice. The version that stands is archived before the next takes its place. */
@Injectable()
export class DecisionOverrideRepository {
  constructor(
    @InjectModel(DECISION_OVERRIDE_MODELS.head) private readonly heads: Model<DecisionOverrideRecord>,
    @InjectModel(DECISION_OVERRIDE_MODELS.version)
    private readonly archive: Model<DecisionOverrideVersionRecord>,
  ) {}

  /** The decisions that stand, by key. */
  async listStanding(tenantId: string, assessmentId: string): Promise<DecisionOverride[]> {
    const records = await this.heads
      .find({ tenantId, assessmentId })
      .sort({ key: 1 })
      .limit(MOST_KEYS)
      .lean<DecisionOverrideRecord[]>();
    return records.map(toVersion).filter((entry): entry is DecisionOverride => entry.option !== null);
  }

  /** The newest version of one decision, a withdrawal included. */
  async find(tenantId: string, assessmentId: string, key: string): Promise<DecisionVersion | null> {
    const record = await this.heads.findOne({ tenantId, assessmentId, key }).lean<DecisionOverrideRecord>();
    return record && toVersion(record);
  }

  /** Up to `limit` versions, newest first. */
  async listVersions(
    tenantId: string,
    assessmentId: string,
    key: string,
    limit: number,
  ): Promise<DecisionVersion[]> {
    const head = await this.find(tenantId, assessmentId, key);
    if (head === null) return [];
    const older = await this.archive
      .find({ tenantId, assessmentId, key, version: { $lt: head.version } })
      .sort({ version: -1 })
      .limit(limit - 1)
      .lean<DecisionOverrideVersionRecord[]>();
    return [head, ...older.map(toVersion)];
  }

  /**
   * Makes `next` the version after `current` (null: the first). False where somebody else was faster; then nothing of
   * it is stored.
   */
  async replace(
    tenantId: string,
    assessmentId: string,
    current: DecisionVersion | null,
    next: DecisionVersion,
  ): Promise<boolean> {
    const { key, version, option, why, by } = next;
    const content = { version, option, why, by, decidedAt: new Date(next.decidedAt) };
    const _id = `${assessmentId}:${key}`;
    try {
      if (current === null) {
        await this.heads.create({ _id, tenantId, assessmentId, key, ...content });
        return true;
      }
      await this.keep(tenantId, assessmentId, current);
      const { matchedCount } = await this.heads.updateOne(
        { _id, tenantId, version: current.version },
        { $set: content },
      );
      return matchedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** The content of a version never changes, so doing it twice is doing it once. */
  private async keep(tenantId: string, assessmentId: string, current: DecisionVersion): Promise<void> {
    const { key, version, option, why, by } = current;
    await this.archive.updateOne(
      { _id: `${assessmentId}:${key}:${version}` },
      {
        $setOnInsert: {
          tenantId,
          assessmentId,
          key,
          version,
          option,
          why,
          by,
          decidedAt: new Date(current.decidedAt),
        },
      },
      { upsert: true },
    );
  }
}

function toVersion({ key, version, option, why, by, decidedAt }: DecisionOverrideRecord): DecisionVersion {
  return { key, version, option, why, by, decidedAt: decidedAt.toISOString() };
}
