import { isDuplicateKey } from '@app/database';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Branding } from '../presentation';
import { BRANDING_MODEL, type BrandingRecord } from './branding.schema';

/** How a tenant's reports look, at one version; version 0 was never set. */
export interface BrandingVersion {
  readonly version: number;
  /** Null where none is set, or it was taken away. */
  readonly branding: Branding | null;
  readonly by: string | null;
  readonly updatedAt: Date | null;
}

const NEVER_SET: BrandingVersion = { version: 0, branding: null, by: null, updatedAt: null };

/** The stored branding, one for each tenant. Every change is one conditional write on the version it was made from. */
@Injectable()
export class BrandingRepository {
  constructor(@InjectModel(BRANDING_MODEL) private readonly brandings: Model<BrandingRecord>) {}

  async current(tenantId: string): Promise<BrandingVersion> {
    const record = await this.brandings.findOne({ tenantId }).lean<BrandingRecord>();
    return record ? toVersion(record) : NEVER_SET;
  }

  /** Makes the version after `from`; null where it is at that version no longer. */
  async change(
    tenantId: string,
    from: number,
    change: { readonly branding: Branding | null; readonly by: string; readonly at: Date },
  ): Promise<BrandingVersion | null> {
    const next = { branding: change.branding, by: change.by, updatedAt: change.at, version: from + 1 };
    if (from === 0) return (await this.first({ _id: tenantId, tenantId, ...next })) ? next : null;
    const record = await this.brandings
      .findOneAndUpdate(
        { _id: tenantId, tenantId, version: from },
        { $set: next },
        { returnDocument: 'after' },
      )
      .lean<BrandingRecord>();
    return record && toVersion(record);
  }

  private async first(record: BrandingRecord): Promise<boolean> {
    try {
      await this.brandings.create(record);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

function toVersion({ version, branding, by, updatedAt }: BrandingRecord): BrandingVersion {
  return { version, branding, by, updatedAt };
}
