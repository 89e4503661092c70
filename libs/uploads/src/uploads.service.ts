import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/database';
import { Clock, newId } from '@app/kernel';
import { AppConfig } from '@app/platform';
import { FileStore } from '@app/storage';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { boundedContent } from './bounded-content';
import {
  type Draft,
  isContentKept,
  type Upload,
  type UploadApplication,
  type UploadKind,
  type UploadWish,
} from './upload';
import { uploadLimits } from './upload-limits';
import { UploadReader } from './upload-reader.service';
import { UploadRepository, type UploadSummary } from './upload.repository';
import {
  contentNotKept,
  unreadableUpload,
  uploadedFileNotFound,
  uploadsBusy,
  uploadTooLarge,
} from './uploads.errors';

/** A file as it comes, with what its sender says of it. */
export interface IncomingFile {
  readonly kind: UploadKind;
  readonly content: Readable;
  readonly fileName: string | null;
  readonly wish: UploadWish;
}

/** Files that are held in memory at a time; together they come to this times the largest of UPLOAD_LIMITS. */
const MOST_AT_ONCE = 4;

/** Files that people send: checked, read, stored once under their hash. Nothing else changes by them. */
@Injectable()
export class UploadsService {
  private readonly limits;
  private underWay = 0;

  constructor(
    private readonly uploads: UploadRepository,
    private readonly files: FileStore,
    private readonly reader: UploadReader,
    private readonly clock: Clock,
    { env }: AppConfig,
  ) {
    this.limits = uploadLimits(env).byKind;
  }

  /**
   * Reads a file to its end and keeps it. The same content, kind and wish again give what is kept.
   * @throws upload.too-large, upload.unreadable (with up to fifty places), upload.busy, storage.unavailable
   */
  async take(
    tenantId: string,
    file: IncomingFile,
    signal: AbortSignal,
  ): Promise<{ readonly upload: Upload; readonly isNew: boolean }> {
    if (this.underWay >= MOST_AT_ONCE) throw uploadsBusy();
    this.underWay += 1;
    try {
      return await this.keep(tenantId, file, await this.received(file), signal);
    } finally {
      this.underWay -= 1;
    }
  }

  /** @throws upload.not-found */
  async get(tenantId: string, id: string): Promise<Upload> {
    const upload = await this.uploads.find(tenantId, id);
    if (!upload) throw uploadedFileNotFound(id);
    return upload;
  }

  /** Newest first. */
  list(tenantId: string, kind: UploadKind | undefined, page: PageRequest): Promise<Page<UploadSummary>> {
    return this.uploads.list(tenantId, kind, page);
  }

  /** The file as it was sent. @throws upload.content-not-kept, storage.file-not-found, storage.unavailable */
  async open(upload: Pick<Upload, 'id' | 'tenantId' | 'kind' | 'sha256' | 'file'>): Promise<Readable> {
    if (upload.file === null) throw contentNotKept(upload);
    return this.files.open(upload.tenantId, upload.file);
  }

  /** The text of a file as it was read, out of its archive. @throws storage.file-not-found */
  async textOf(upload: Upload, signal: AbortSignal): Promise<string> {
    const { text, problems } = await this.reader.read(await buffer(await this.open(upload)), upload, signal);
    if (text === null || problems.length > 0) throw unreadableUpload(upload.kind, problems);
    return text;
  }

  /** Notes what was made of an upload. */
  async noteApplication({ tenantId, id }: Upload, application: UploadApplication): Promise<void> {
    await this.uploads.noteApplication(tenantId, id, application);
  }

  private async received({ kind, content }: IncomingFile): Promise<Buffer> {
    const most = this.limits[kind];
    const bytes = await boundedContent(content, most);
    if (bytes === null) throw uploadTooLarge(kind, most);
    return bytes;
  }

  private async keep(
    tenantId: string,
    { kind, fileName, wish }: IncomingFile,
    content: Buffer,
    signal: AbortSignal,
  ): Promise<{ readonly upload: Upload; readonly isNew: boolean }> {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([sha256, kind, Object.entries(wish).sort()]))
      .digest('hex');
    const now = this.clock.now();
    const known = await this.uploads.useAgain(tenantId, fingerprint, now);
    if (known) return { upload: known, isNew: false };
    const read = await this.reader.read(content, { tenantId, kind, fileName, wish }, signal);
    if (read.problems.length > 0) throw unreadableUpload(kind, read.problems);
    // No two uploads share a file, so that each can go by itself.
    const file = isContentKept(kind) ? `uploads/${sha256}/${fingerprint.slice(0, 16)}` : null;
    // The file before its entry: a crash between the two leaves a file that the same upload replaces.
    if (file !== null) await this.files.put(tenantId, file, content, 'application/octet-stream');
    const [id, bytes] = [newId(), content.length];
    const evidence = kind === 'evidence' ? [evidenceDraft(id, fileName, sha256)] : [];
    const { form, seen } = read;
    const drafts = [...read.drafts, ...evidence];
    const about = { id, tenantId, kind, fileName, bytes, sha256, form, wish, file, drafts, seen };
    const times = { createdAt: now, usedAt: now };
    const stored = await this.uploads.insert({ ...about, applications: [], ...times }, fingerprint);
    if (stored !== null) return stored;
    // The same one is just being removed: what was put for it goes too.
    if (file !== null) await this.files.remove(tenantId, file);
    throw uploadsBusy();
  }
}

/** Names the file by its hash: whoever has the file can see that it is the one. */
function evidenceDraft(id: string, fileName: string | null, sha256: string): Draft {
  const artefact = `${fileName ?? 'file'} (upload ${id}, sha256 ${sha256})`;
  return {
    target: 'evidence',
    artefact,
    why: 'a file that shows a control; its text was not read',
    line: null,
    path: '',
  };
}
