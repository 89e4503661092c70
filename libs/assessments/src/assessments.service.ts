import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/database';
import { badCursor, encodeCursor } from '@app/database';
import { Clock, newId } from '@app/kernel';
import type { Assessment, AssessmentVersion } from './assessment';
import type { AssessmentInput } from './assessment-input';
import type { AssessmentFilter } from './assessment.repository';
import { AssessmentRepository, asVersion } from './assessment.repository';
import { assessmentChanged, assessmentNotFound, assessmentVersionNotFound } from './assessments.errors';
import { withWorkloadIds } from './workload-ids';

/** Assessments and their versions. Every edit makes a version; none is ever overwritten. */
@Injectable()
export class AssessmentsService {
  constructor(
    private readonly repository: AssessmentRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a new assessment as version 1. With an `id` that was reserved before, doing it again gives the one that is
   * stored already.
   * @throws assessment.duplicate-workload-id
   */
  async create(
    tenantId: string,
    input: AssessmentInput,
    id: string = newId(),
    by: string | null = null,
  ): Promise<Assessment> {
    await this.repository.insert(tenantId, id, withWorkloadIds(input), { at: this.clock.now(), by });
    return this.get(tenantId, id);
  }

  /** @throws assessment.not-found */
  async get(tenantId: string, id: string): Promise<Assessment> {
    const assessment = await this.find(tenantId, id);
    if (!assessment) throw assessmentNotFound(id);
    return assessment;
  }

  /** Null where there is none, or none any more. */
  find(tenantId: string, id: string): Promise<Assessment | null> {
    return this.repository.find(tenantId, id);
  }

  /** Newest first. */
  list(tenantId: string, filter: AssessmentFilter, page: PageRequest): Promise<Page<Assessment>> {
    return this.repository.list(tenantId, filter, page);
  }

  /**
   * Makes `input` the next version, if the assessment is still at `expectedVersion` (`any`: whatever it is at now).
   * @throws assessment.not-found
   * @throws assessment.changed
   * @throws assessment.duplicate-workload-id
   */
  async update(
    tenantId: string,
    id: string,
    expectedVersion: number | 'any',
    input: AssessmentInput,
    by: string | null = null,
  ): Promise<Assessment> {
    const next = withWorkloadIds(input);
    const current = await this.getExpected(tenantId, id, expectedVersion);
    const replaced = await this.repository.replace(current, next, { at: this.clock.now(), by });
    // Somebody was faster. That settles it for who expected a version; who did not builds on theirs.
    return replaced ?? this.update(tenantId, id, expectedVersion, input, by);
  }

  /**
   * Deletes the assessment. Its versions are kept for the runs that were made from them, and are read through these
   * only.
   * @throws assessment.not-found
   * @throws assessment.changed
   */
  async delete(tenantId: string, id: string, expectedVersion: number | 'any'): Promise<void> {
    const current = await this.getExpected(tenantId, id, expectedVersion);
    if (!(await this.repository.remove(current))) await this.delete(tenantId, id, expectedVersion);
  }

  /**
   * One version, also of an assessment that was deleted since: what a run was made from.
   * @throws assessment.version-not-found
   */
  async getVersion(tenantId: string, id: string, version: number): Promise<AssessmentVersion> {
    const found = await this.repository.findVersion(tenantId, id, version);
    if (!found) throw assessmentVersionNotFound(id, version);
    return found;
  }

  /**
   * Newest first. `afterId` of the page is the number of the last version seen.
   * @throws assessment.not-found
   * @throws request.bad-cursor
   */
  async listVersions(tenantId: string, id: string, page: PageRequest): Promise<Page<AssessmentVersion>> {
    const head = await this.get(tenantId, id);
    const below = page.afterId === null ? Infinity : Number(page.afterId);
    if (Number.isNaN(below)) throw badCursor();
    const newest = head.version < below ? [asVersion(head)] : [];
    const wanted = page.limit + 1 - newest.length;
    // The archive may hold the head's own version already, when an edit is under way.
    const older = await this.repository.listArchived(tenantId, id, Math.min(below, head.version), wanted);
    const versions = [...newest, ...older];
    const items = versions.slice(0, page.limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor: versions.length > page.limit && last ? encodeCursor(String(last.version)) : null,
    };
  }

  private async getExpected(tenantId: string, id: string, expected: number | 'any'): Promise<Assessment> {
    const current = await this.get(tenantId, id);
    if (expected !== 'any' && current.version !== expected) {
      throw assessmentChanged(id, expected, current.version);
    }
    return current;
  }
}
