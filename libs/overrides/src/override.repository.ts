import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { OverrideFile } from '@app/catalog';
import { isDuplicateKey } from '@app/database';
import type { Model } from 'mongoose';
import type { OverrideSet, OverrideSummary, StoredOverride } from './override';
import type { OverrideRecord, OverrideSetRecord } from './override.schema';
import { OVERRIDE_MODELS } from './override.schema';

/**
 * The stored files, and which of them stand at each version. Files and versions are only ever added: a file stands
 * once a version names it, so that a crash at any moment leaves the version before.
 */
@Injectable()
export class OverrideRepository {
  constructor(
    @InjectModel(OVERRIDE_MODELS.file) private readonly files: Model<OverrideRecord>,
    @InjectModel(OVERRIDE_MODELS.set) private readonly sets: Model<OverrideSetRecord>,
  ) {}

  /** Stores a file that stands nowhere yet. Doing it again under the same id changes nothing. */
  async insert(tenantId: string, id: string, file: OverrideFile, now: Date): Promise<StoredOverride> {
    const record: OverrideRecord = {
      _id: id,
      tenantId,
      ...file,
      rowCount: file.rows.length,
      createdAt: now,
    };
    try {
      await this.files.create(record);
      return toStored(record);
    } catch (error) {
      const known = isDuplicateKey(error) ? await this.find(tenantId, id) : null;
      if (!known) throw error;
      return known;
    }
  }

  async find(tenantId: string, id: string): Promise<StoredOverride | null> {
    const record = await this.files.findOne({ tenantId, _id: id }).lean<OverrideRecord>();
    return record && toStored(record);
  }

  /** Those of these files that there are, in any order. */
  async findAll(tenantId: string, ids: readonly string[]): Promise<StoredOverride[]> {
    const records = await this.files.find({ tenantId, _id: { $in: [...ids] } }).lean<OverrideRecord[]>();
    return records.map(toStored);
  }

  /** The newest version. */
  async newestSet(tenantId: string): Promise<OverrideSet | null> {
    const [record] = await this.sets
      .find({ tenantId })
      .sort({ version: -1 })
      .limit(1)
      .lean<OverrideSetRecord[]>();
    return record ? toSet(record) : null;
  }

  async findSet(tenantId: string, version: number): Promise<OverrideSet | null> {
    const record = await this.sets.findOne({ tenantId, version }).lean<OverrideSetRecord>();
    return record && toSet(record);
  }

  /** Makes these files the version after. False when somebody else made that version. */
  async insertSet({ tenantId, version, files }: OverrideSet, now: Date): Promise<boolean> {
    try {
      await this.sets.create({
        _id: `${tenantId}:${version}`,
        tenantId,
        version,
        files: [...files],
        createdAt: now,
      });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

function toStored(record: OverrideRecord): StoredOverride {
  const { _id, tenantId, kind, name, asOf, confidence, rows, rowCount, createdAt } = record;
  const file: OverrideFile = { kind, name, asOf, confidence, rows };
  return { id: _id, tenantId, kind, name, asOf, rowCount, createdAt, file };
}

function toSet({ tenantId, version, files }: OverrideSetRecord): OverrideSet {
  return { tenantId, version, files: files.map(toSummary) };
}

function toSummary({ id, kind, name, asOf, rowCount, createdAt }: OverrideSummary): OverrideSummary {
  return { id, kind, name, asOf, rowCount, createdAt };
}
