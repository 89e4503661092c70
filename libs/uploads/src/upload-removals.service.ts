import { Injectable } from '@nestjs/common';
import { type Assessment, AssessmentsService } from '@app/assessments';
import { AppError, Clock } from '@app/kernel';
import { AppConfig } from '@app/platform';
import { FileStore } from '@app/storage';
import { UploadRepository, type UploadSummary } from './upload.repository';
import { uploadedFileNotFound, uploadInUse } from './uploads.errors';

const DAY_MS = 86_400_000;
const BATCH = 100;
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
  ) {}

  /** @throws upload.not-found, upload.in-use, storage.unavailable: then it is removed later */
  async remove(tenantId: string, id: string): Promise<void> {
    const upload = await this.uploads.find(tenantId, id);
    if (!upload) throw uploadedFileNotFound(id);
    const holder = await this.holderOf(upload);
    if (holder !== null) throw uploadInUse(id, holder);
    await this.leave(upload, null);
  }

  /** Removes what was applied to an assessment that is deleted, and to no other that is there. */
  async afterAssessment(tenantId: string, assessmentId: string): Promise<number> {
    let removed = 0;
    let afterId: string | null = null;
    for (;;) {
      const page = { afterId, limit: BATCH };
      const applied: UploadSummary[] = await this.uploads.findApplied(tenantId, assessmentId, page);
      for (const upload of applied) {
        const targets = await this.targetsOf(upload);
        if (targets.length === 0) removed += await this.leave(upload, null);
      }
      afterId = applied.at(-1)?.id ?? null;
      if (applied.length < BATCH) return removed;
    }
  }

  /** One round over what nobody used for longer than it is kept. @throws storage.unavailable; what is left is next */
  async expire(): Promise<number> {
    const days = this.config.env.UPLOAD_RETENTION_DAYS;
    const now = this.clock.now();
    const before = days === 0 ? SINCE_EVER : new Date(now.getTime() - days * DAY_MS);
    let removed = 0;
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const unused = await this.uploads.findUnused(before, BATCH);
      for (const upload of unused) {
        if ((await this.holderOf(upload)) === null) removed += await this.leave(upload, before);
        else await this.uploads.use(upload, now);
      }
      if (unused.length < BATCH) break;
    }
    return removed;
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
    const found = await Promise.all(
      ids.map((id) =>
        this.assessments.get(tenantId, id).catch((error: unknown) => {
          if (error instanceof AppError && error.kind === 'not-found') return null;
          throw error;
        }),
      ),
    );
    return found.flatMap((one) => one ?? []);
  }
}
