import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { isDuplicateKey, timeLimitOf } from '@app/database';
import type { Model, mongo } from 'mongoose';
import { SCHEDULE_MODELS, type ScheduleLeaseRecord } from './schedule.schema';

const LEASE = 'schedules';

/** Lets one process at a time look after the schedules. Time is the database's. */
@Injectable()
export class ScheduleLeaseRepository {
  private readonly native: mongo.Collection<ScheduleLeaseRecord>;

  constructor(@InjectModel(SCHEDULE_MODELS.lease) private readonly leases: Model<ScheduleLeaseRecord>) {
    this.native = leases.collection as unknown as mongo.Collection<ScheduleLeaseRecord>;
  }

  /** Takes the lease, or renews it. False while another holder gave a sign of life within `leaseMs`. */
  async take(holder: string, leaseMs: number): Promise<boolean> {
    const isSilent = { $expr: { $lt: ['$touchedAt', { $subtract: ['$$NOW', leaseMs] }] } };
    try {
      const { matchedCount, upsertedCount } = await this.native.updateOne(
        { _id: LEASE, $or: [{ holder }, isSilent] },
        { $set: { holder }, $currentDate: { touchedAt: true } },
        { upsert: true, ...timeLimitOf(this.leases) },
      );
      return matchedCount + upsertedCount === 1;
    } catch (error) {
      // It is there and did not match: somebody else's.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Leaves it to whoever comes next. */
  async release(holder: string): Promise<void> {
    await this.native.deleteOne({ _id: LEASE, holder }, timeLimitOf(this.leases));
  }
}
