import { AppError } from '@app/kernel';
import { Readable } from 'node:stream';
import type { FileSlice, StoredFile } from './file-store';
import { FileStore } from './file-store';
import type { S3Answer, S3Client } from './s3-client';
import { fileNotFound, fileTooLarge, storageUnavailable } from './storage.errors';

/** One request carries a file, with the hash of all of it before its first byte: a stream is held until it ended. */
const MOST_BYTES = 128 * 1024 * 1024;

/** Files in a bucket of whatever speaks the protocol of Amazon S3. A PUT there replaces the whole file or nothing. */
export class S3FileStore extends FileStore {
  constructor(private readonly s3: S3Client) {
    super();
  }

  async put(
    tenantId: string,
    key: string,
    content: Readable | Uint8Array,
    contentType: string,
  ): Promise<StoredFile> {
    const body = await wholeOf(content);
    const digest = await crypto.subtle.digest('SHA-256', body);
    const sha256 = Buffer.from(digest).toString('hex');
    const headers = {
      'content-type': contentType,
      'content-length': String(body.byteLength),
      'x-amz-content-sha256': sha256,
    };
    const answer = await this.s3.send({ method: 'PUT', key: placeOf(tenantId, key), headers, body });
    if (!answer) throw storageUnavailable('take a file', null);
    await drained(answer);
    return { key, bytes: body.byteLength, sha256 };
  }

  async open(tenantId: string, key: string, slice?: FileSlice): Promise<Readable> {
    const headers: Record<string, string> = slice ? { range: `bytes=${slice.first}-${slice.last}` } : {};
    const answer = await this.s3.send({ method: 'GET', key: placeOf(tenantId, key), headers });
    if (!answer) throw fileNotFound(key);
    // A server that knows no ranges sends all of it.
    if (slice && answer.response.status !== 206) {
      await answer.response.body?.cancel();
      answer.limit.end();
      throw storageUnavailable('send a part of a file', null);
    }
    return Readable.from(chunksOf(answer), { objectMode: false });
  }

  async remove(tenantId: string, key: string): Promise<void> {
    const answer = await this.s3.send({ method: 'DELETE', key: placeOf(tenantId, key) });
    if (answer) await drained(answer);
  }
}

function placeOf(tenantId: string, key: string): string {
  return `${tenantId}/${key}`;
}

async function wholeOf(content: Readable | Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (!(content instanceof Readable)) {
    if (content.byteLength > MOST_BYTES) throw fileTooLarge(MOST_BYTES);
    return new Uint8Array(content);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of content as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > MOST_BYTES) throw fileTooLarge(MOST_BYTES);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof AppError ? error : storageUnavailable('take a file', error);
  }
  return new Uint8Array(Buffer.concat(chunks, bytes));
}

async function drained({ response, limit }: S3Answer): Promise<void> {
  await response.arrayBuffer().catch(() => undefined);
  limit.end();
}

/** The body as it comes. The limit counts while the server is waited for, and not while the reader takes its time. */
async function* chunksOf({ response, limit }: S3Answer): AsyncGenerator<Uint8Array> {
  try {
    limit.renew();
    for await (const chunk of response.body ?? []) {
      limit.end();
      yield chunk as Uint8Array;
      limit.renew();
    }
  } catch (error) {
    throw storageUnavailable('send a file to its end', error);
  } finally {
    limit.end();
  }
}
