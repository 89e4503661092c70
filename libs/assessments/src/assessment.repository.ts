import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Page, PageRequest } from '@app/database';
import { GroupedReads, isDuplicateKey, toPage } from '@app/database';
import type { Model, QueryFilter } from 'mongoose';
import type { Assessment, AssessmentVersion } from './assessment';
import type { AssessmentInput, WorkloadKind } from './assessment-input';
import type { AssessmentRecord, AssessmentVersionRecord } from './assessment.schema';
import { ASSESSMENT_MODELS } from './assessment.schema';

/** What a list of assessments may be narrowed by. */
export interface AssessmentFilter {
  /** Beginning of the name, whatever its case. */
  readonly namePrefix?: string;
  /** At least one workload is of this kind. */
  readonly workloadKind?: WorkloadKind;
  readonly updatedSince?: Date;
}

/** When a version was made and, where they said, by whom. */
export interface Made {
  readonly at: Date;
  readonly by?: string | null;
}

/** Sorts after every text that begins with what stands before it. */
const AFTER_ALL = '\uffff';

/**
 * The stored assessments. The newest version is the head; a version is copied to the archive before the head moves on
 * from it, so a crash at any moment loses none and leaves nothing that blocks the next edit.
 */
@Injectable()
export class AssessmentRepository {
  private readonly reads: GroupedReads<AssessmentRecord>;

  constructor(
    @InjectModel(ASSESSMENT_MODELS.head) private readonly heads: Model<AssessmentRecord>,
    @InjectModel(ASSESSMENT_MODELS.version) private readonly archive: Model<AssessmentVersionRecord>,
  ) {
    this.reads = new GroupedReads(heads);
  }

  /** Stores version 1. False when the id is taken already: the same creation was stored before. */
  async insert(
    tenantId: string,
    id: string,
    input: AssessmentInput,
    { at, by = null }: Made,
  ): Promise<boolean> {
    try {
      await this.heads.create({
        _id: id,
        tenantId,
        version: 1,
        by,
        createdAt: at,
        updatedAt: at,
        ...content(input),
      });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(tenantId: string, id: string): Promise<Assessment | null> {
    const record = await this.reads.find(tenantId, id);
    return record && toAssessment(record);
  }

  /** Newest first. */
  async list(tenantId: string, filter: AssessmentFilter, page: PageRequest): Promise<Page<Assessment>> {
    const prefix = filter.namePrefix?.toLowerCase();
    const query: QueryFilter<AssessmentRecord> = {
      tenantId,
      ...(page.afterId !== null && { _id: { $lt: page.afterId } }),
      ...(prefix && { nameKey: { $gte: prefix, $lt: prefix + AFTER_ALL } }),
      ...(filter.workloadKind && { kinds: filter.workloadKind }),
      ...(filter.updatedSince && { updatedAt: { $gte: filter.updatedSince } }),
    };
    const records = await this.heads
      .find(query)
      .sort({ _id: -1 })
      .limit(page.limit + 1)
      .lean<AssessmentRecord[]>();
    return toPage(records.map(toAssessment), page.limit);
  }

  /** Makes `input` the version after `current`. Null when `current` is the head no longer. */
  async replace(
    current: Assessment,
    input: AssessmentInput,
    { at, by = null }: Made,
  ): Promise<Assessment | null> {
    await this.keep(current);
    const record = await this.heads
      .findOneAndUpdate(
        { _id: current.id, tenantId: current.tenantId, version: current.version },
        { $set: { version: current.version + 1, updatedAt: at, by, ...content(input) } },
        { returnDocument: 'after' },
      )
      .lean<AssessmentRecord>();
    return record && toAssessment(record);
  }

  /** Removes the head. Its versions stay, because runs were made from them. False when it has moved on. */
  async remove(current: Assessment): Promise<boolean> {
    await this.keep(current);
    const { id, tenantId, version } = current;
    const { deletedCount } = await this.heads.deleteOne({ _id: id, tenantId, version });
    return deletedCount === 1;
  }

  /** One version, also of an assessment that was deleted. */
  async findVersion(tenantId: string, id: string, version: number): Promise<AssessmentVersion | null> {
    // The head first: a version leaves it only after it has come to the archive.
    const head = await this.find(tenantId, id);
    if (head?.version === version) return asVersion(head);
    const record = await this.archive
      .findOne({ tenantId, assessmentId: id, version })
      .lean<AssessmentVersionRecord>();
    return record && toVersion(record);
  }

  /** Up to `limit` versions older than `below` that are the head no longer, newest first. */
  async listArchived(
    tenantId: string,
    id: string,
    below: number,
    limit: number,
  ): Promise<AssessmentVersion[]> {
    const records = await this.archive
      .find({ tenantId, assessmentId: id, version: { $lt: below } })
      .sort({ version: -1 })
      .limit(limit)
      .lean<AssessmentVersionRecord[]>();
    return records.map(toVersion);
  }

  /** Copies a head into the archive. The content of a version never changes, so doing it twice is doing it once. */
  private async keep(head: Assessment): Promise<void> {
    const { assessmentId, ...version } = asVersion(head);
    try {
      await this.archive.updateOne(
        { _id: `${assessmentId}:${head.version}` },
        { $setOnInsert: { assessmentId, ...version } },
        { upsert: true },
      );
    } catch (error) {
      // Two upserts of the same version met: the other one has stored it.
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

/** The newest version of an assessment as one of its versions. */
export function asVersion(head: Assessment): AssessmentVersion {
  const { id, tenantId, version, input, by = null, updatedAt } = head;
  return { assessmentId: id, tenantId, version, input, by, createdAt: updatedAt };
}

function content(input: AssessmentInput): Pick<AssessmentRecord, 'input' | 'nameKey' | 'kinds'> {
  const kinds = [...new Set(input.workloads.map(({ kind }) => kind))];
  return { input, nameKey: input.name.toLowerCase(), kinds };
}

function toAssessment(record: AssessmentRecord): Assessment {
  const { _id, tenantId, version, input, by = null, createdAt, updatedAt } = record;
  return { id: _id, tenantId, version, input, by, createdAt, updatedAt };
}

function toVersion(record: AssessmentVersionRecord): AssessmentVersion {
  const { assessmentId, tenantId, version, input, by = null, createdAt } = record;
  return { assessmentId, tenantId, version, input, by, createdAt };
}
