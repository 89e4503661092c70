import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { isDuplicateKey } from '@app/database';
import type { Model } from 'mongoose';
import type { IdempotencyRecord, KeptAnswer } from './idempotency-key.schema';
import { IDEMPOTENCY_MODEL } from './idempotency-key.schema';

/** What a key belongs to: the same key of another tenant, method or path is another key. */
export type KeyScope = Pick<IdempotencyRecord, 'tenantId' | 'method' | 'path' | 'key'>;

/** The stored keys. Every change is one conditional write by the owner at that moment. */
@Injectable()
export class IdempotencyRepository {
  constructor(@InjectModel(IDEMPOTENCY_MODEL) private readonly keys: Model<IdempotencyRecord>) {}

  /** True for the one caller that is first; false where the key is in use already. */
  async claim(record: IdempotencyRecord): Promise<boolean> {
    try {
      await this.keys.create(record);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  find({ tenantId, method, path, key }: KeyScope): Promise<IdempotencyRecord | null> {
    return this.keys.findOne({ tenantId, method, path, key }).lean<IdempotencyRecord | null>().exec();
  }

  /** Takes the work over from an owner that let its lease run out. */
  async takeOver(record: IdempotencyRecord, owner: string, leaseUntil: Date): Promise<boolean> {
    const { modifiedCount } = await this.keys.updateOne(
      { _id: record._id, tenantId: record.tenantId, owner: record.owner, answer: null },
      { $set: { owner, leaseUntil } },
    );
    return modifiedCount === 1;
  }

  async keep(record: IdempotencyRecord, answer: KeptAnswer): Promise<void> {
    const { _id, tenantId, owner } = record;
    await this.keys.updateOne({ _id, tenantId, owner, answer: null }, { $set: { answer } });
  }

  /** Frees the key: the request was refused, and nothing was made. */
  async forget({ _id, tenantId, owner }: IdempotencyRecord): Promise<void> {
    await this.keys.deleteOne({ _id, tenantId, owner, answer: null });
  }

  /** Lets the next request with the key go on at once, with the same reserved id: something may have been made. */
  async endLease({ _id, tenantId, owner }: IdempotencyRecord, now: Date): Promise<void> {
    await this.keys.updateOne({ _id, tenantId, owner, answer: null }, { $set: { leaseUntil: now } });
  }
}
