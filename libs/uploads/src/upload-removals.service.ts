import { Injectable } from '@nestjs/common';
import { type Assessment, AssessmentsService } from '@app/assessments';
import { Clock } from '@app/kernel';
import { AppConfig } from '@app/platform';
import { FileStore } from '@app/storage';
import { PinoLogger } from 'nestjs-pino';
import { UploadRepository, type UploadSummary } from './upload.repository';
import { uploadedFileNotFound, uploadInUse } from './uploads.errors';

const DAY_MS = 86_400_000;
const BATCH = 100;
/** A deletion that is older is over, whether it came to its end or its process died. */
const DELETION_MS = 60_000;
/** Batches of one round; the rest is next. */
const BATCHES = 20;
/** Before anything can have been used: finds what is leaving alone. */
const SINCE_EVER = new Date(1);

/**
 * Removes uploads: the entry goes out of sight, then the file goes, then the entry. What a process that dies leaves
 * over is out of sight already, and the next round removes it.
 */
@Injectable()
export class UploadRemovals {
  constructor(
    private readonly uploads: UploadRepository,
    private readonly files: FileStore,
    private readonly assessments: AssessmentsService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(UploadRemovals.name);
  }

  /** @throws upload.not-found, upload.in-use, storage.unavailable: then it is removed later */
  async remove(tenantId: string, id: string): Promise<void> {
    const upload = await this.uploads.find(tenantId, id);
    if (!upload) throw uploadedFileNotFound(id);
    const holder = await this.holderOf(upload);
    if (holder !== null) throw uploadInUse(id, holder);
    await this.leave(upload, null);
  }

  /**
   * Deletes an assessment and then what was applied to it and to no other that is there. What cannot be removed at once
   * is removed by the next round.
   * @throws what the deletion throws
   */
  async along(tenantId: string, assessmentId: string, deletion: () => Promise<void>): Promise<void> {
    // Written down first: whatever happens after the deletion, somebody looks at each of them.
    await this.uploads.question(tenantId, assessmentId, this.clock.now());
    await deletion();
    try {
      await this.afterDeletion(tenantId, assessmentId);
    } catch (error) {
      this.logger.warn(
        { assessmentId, reason: reasonOf(error) },
        'left the uploads of an assessment for later',
      );
    }
  }

  /**
   * One round over what deletions left, and over what nobody used for longer than it is kept. A file that cannot be
   * removed keeps no other from it, and is tried again in the next round.
   */
  async expire(): Promise<number> {
    await this.settleDeletions();
    const days = this.config.env.UPLOAD_RETENTION_DAYS;
    const now = this.clock.now();
    const before = days === 0 ? SINCE_EVER : new Date(now.getTime() - days * DAY_MS);
    let removed = 0;
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const unused = await this.uploads.findUnused(before, BATCH);
      for (const upload of unused) {
        if ((await this.holderOf(upload)) === null) removed += await this.tryToLeave(upload, before);
        else await this.uploads.use(upload, now);
      }
      if (unused.length < BATCH) break;
    }
    return removed;
  }

  private async afterDeletion(tenantId: string, assessmentId: string): Promise<void> {
    let afterId: string | null = null;
    for (;;) {
      const page = { afterId, limit: BATCH };
      const applied: UploadSummary[] = await this.uploads.findApplied(tenantId, assessmentId, page);
      for (const upload of applied) {
        if (await this.hasTargets(upload)) await this.uploads.answerFor(upload);
        else await this.tryToLeave(upload, null);
      }
      afterId = applied.at(-1)?.id ?? null;
      if (applied.length < BATCH) return;
    }
  }

  /** Takes out of sight what a deletion could not; the file goes with what nobody used. */
  private async settleDeletions(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - DELETION_MS);
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const left = await this.uploads.findInQuestion(before, BATCH);
      for (const upload of left) {
        if (await this.hasTargets(upload)) await this.uploads.answerFor(upload);
        else await this.uploads.beginLeaving(upload, null);
      }
      if (left.length < BATCH) return;
    }
  }

  private async tryToLeave(upload: UploadSummary, before: Date | null): Promise<number> {
    try {
      return await this.leave(upload, before);
    } catch (error) {
      this.logger.warn({ uploadId: upload.id, reason: reasonOf(error) }, 'left an upload for the next round');
      return 0;
    }
  }

  private async leave(upload: UploadSummary, before: Date | null): Promise<number> {
    if (!(await this.uploads.beginLeaving(upload, before))) return 0;
    if (upload.file !== null) await this.files.remove(upload.tenantId, upload.file);
    await this.uploads.forget(upload);
    return 1;
  }

  /** The assessment that names it as evidence; null where none does. */
  private async holderOf(upload: UploadSummary): Promise<string | null> {
    if (upload.kind !== 'evidence') return null;
    const holders = (await this.targetsOf(upload)).filter(({ input }) =>
      (input.controls ?? []).some(({ evidence = [] }) =>
        evidence.some(({ artefact }) => artefact.includes(upload.id)),
      ),
    );
    return holders[0]?.id ?? null;
  }

  /** The assessments that it was applied to and that are there. */
  private async targetsOf({ tenantId, applications }: UploadSummary): Promise<Assessment[]> {
    const applied = applications.filter(({ target }) => target === 'assessment');
    const ids = [...new Set(applied.map(({ targetId }) => targetId))];
    const found = await Promise.all(ids.map((id) => this.assessments.find(tenantId, id)));
    return found.flatMap((one) => one ?? []);
  }

  private async hasTargets(upload: UploadSummary): Promise<boolean> {
    return (await this.targetsOf(upload)).length > 0;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
