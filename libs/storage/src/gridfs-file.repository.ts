import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { mongo } from 'mongoose';
import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileSlice, StoredFile } from './file-store';
import { FileStore } from './file-store';
import { fileNotFound, storageUnavailable } from './storage.errors';

/** Files in the database itself: the default, which needs no further server. */
@Injectable()
export class GridFsFileRepository extends FileStore {
  private bucket: mongo.GridFSBucket | null = null;

  constructor(@InjectConnection() private readonly connection: Connection) {
    super();
  }

  async put(
    tenantId: string,
    key: string,
    content: Readable | Uint8Array,
    contentType: string,
  ): Promise<StoredFile> {
    // Only what was there before gives way: of two that come at the same time neither removes the other.
    const before = await this.versions(tenantId, key);
    const upload = this.files.openUploadStream(nameOf(tenantId, key), {
      metadata: { tenantId, contentType },
    });
    const hash = createHash('sha256');
    const measured = new PassThrough().on('data', (chunk: Buffer) => hash.update(chunk));
    try {
      await pipeline(
        Readable.from(content instanceof Readable ? content : slicesOf(content)),
        measured,
        upload,
      );
      await this.forget(before);
    } catch (error) {
      await upload.abort().catch(() => undefined);
      throw storageUnavailable('take a file', error);
    }
    return { key, bytes: upload.length, sha256: hash.digest('hex') };
  }

  async open(tenantId: string, key: string, slice?: FileSlice): Promise<Readable> {
    const [newest] = await this.versions(tenantId, key);
    if (!newest) throw fileNotFound(key);
    // The driver counts the end as the first byte that is left out.
    return this.files.openDownloadStream(
      newest._id,
      slice ? { start: slice.first, end: slice.last + 1 } : {},
    );
  }

  async remove(tenantId: string, key: string): Promise<void> {
    await this.forget(await this.versions(tenantId, key)).catch((error: unknown) => {
      throw storageUnavailable('remove a file', error);
    });
  }

  private async forget(versions: readonly mongo.GridFSFile[]): Promise<void> {
    for (const { _id } of versions) {
      await this.files.delete(_id).catch((error: unknown) => {
        // Somebody else forgot it in the meantime; the driver has no error of its own for that.
        const isGone = error instanceof mongo.MongoRuntimeError && error.message.startsWith('File not found');
        if (!isGone) throw error;
      });
    }
  }

  /** Newest first. */
  private versions(tenantId: string, key: string): Promise<mongo.GridFSFile[]> {
    return this.files
      .find({ filename: nameOf(tenantId, key) }, { sort: { uploadDate: -1 }, limit: 100 })
      .toArray()
      .catch((error: unknown) => {
        throw storageUnavailable('answer', error);
      });
  }

  private get files(): mongo.GridFSBucket {
    const { db } = this.connection;
    if (!db) throw storageUnavailable('answer', null);
    this.bucket ??= new mongo.GridFSBucket(db, { bucketName: 'files' });
    return this.bucket;
  }
}

/** As much as one document of the bucket holds: what is hashed and sent in one go. */
const SLICE_BYTES = 255 * 1024;

function* slicesOf(content: Uint8Array): Generator<Buffer> {
  const whole = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  for (let at = 0; at < whole.length; at += SLICE_BYTES) yield whole.subarray(at, at + SLICE_BYTES);
}

function nameOf(tenantId: string, key: string): string {
  return `${tenantId}/${key}`;
}
