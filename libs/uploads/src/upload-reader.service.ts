import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppError, Clock } from '@app/kernel';
import { OverridesService, TenantCatalogs } from '@app/overrides';
import { AppConfig } from '@app/platform';
import { ThreadPool } from '@app/threads';
import { extname, join } from 'node:path';
import { machineIndexOf } from './machine-index';
import { priceBookRead, priceBookUpload } from './price-book';
import { type ReadFile, type ReadOrder, readUpload } from './read-upload';
// Nothing imports the program of a thread: without being named here it would be in no build.
import type { answer } from './read-upload.thread';
import type { Upload } from './upload';
import { uploadLimits } from './upload-limits';
import { unreadableUpload } from './uploads.errors';

/** What the program of a thread answers by. */
export type UploadThreadAnswer = typeof answer;

/** The file that a thread which reads uploads runs. */
export const READ_PROGRAM = join(__dirname, `read-upload.thread${extname(__filename)}`);

/** What is to be read, and as what. */
export type ReadWish = Pick<Upload, 'tenantId' | 'kind' | 'fileName' | 'wish'>;

/** Less than this is read within a few milliseconds, in which a thread would not even be there; YAML takes longer. */
const IN_PLACE_BYTES = 16_384;
const IN_PLACE_BYTES_OF_YAML = 2_048;
/** No file within its limit takes so long: one that does was made to. */
const READ_WITHIN_MS = 20_000;

/** Reads uploads, large ones beside the event loop, so that no file holds up who else is served. */
@Injectable()
export class UploadReader implements OnApplicationShutdown {
  private readonly pool: ThreadPool;
  private readonly limits;

  constructor(
    { env }: AppConfig,
    private readonly catalogs: TenantCatalogs,
    private readonly overrides: OverridesService,
    private readonly clock: Clock,
  ) {
    this.limits = uploadLimits(env).unpack;
    this.pool = new ThreadPool({
      program: READ_PROGRAM,
      threads: Math.min(env.ENGINE_THREADS, 1),
      queueLimit: env.ENGINE_QUEUE_LIMIT,
      timeoutMs: READ_WITHIN_MS,
      memoryMb: env.ENGINE_THREAD_MEMORY_MB,
    });
  }

  /**
   * What a file says; what is wrong with it is in `problems`.
   * @throws upload.unreadable when it takes more time or memory than any file that is what it says
   * @throws overrides.limit-passed
   */
  async read(content: Uint8Array, wish: ReadWish, signal: AbortSignal): Promise<ReadFile> {
    const { tenantId, kind, fileName } = wish;
    const today = this.clock.now().toISOString().slice(0, 10);
    const index = machineIndexOf(await this.catalogs.current(tenantId, today));
    const read = await this.compute({ kind, content, fileName, limits: this.limits, index }, signal);
    if (kind !== 'price-book' || read.problems.length > 0 || read.text === null) return read;
    const { book, problems } = priceBookUpload(read.text, wish, today);
    if (book === null) return { ...read, problems };
    return { ...read, ...priceBookRead(await this.overrides.check(tenantId, book)) };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }

  private async compute(order: ReadOrder, signal: AbortSignal): Promise<ReadFile> {
    const isPacked = order.content[0] === 0x50 || order.content[0] === 0x1f;
    const most = order.kind === 'kubernetes' ? IN_PLACE_BYTES_OF_YAML : IN_PLACE_BYTES;
    const isSmall = order.content.length <= most && !isPacked;
    if (this.pool.size === 0 || isSmall) return readUpload(order);
    try {
      return (await this.pool.run('read-upload', order, signal)) as ReadFile;
    } catch (error) {
      const code = error instanceof AppError ? error.code : '';
      if (code !== 'threads.timed-out' && code !== 'threads.out-of-memory') throw error;
      const detail = 'reading it took more time or memory than any such file does';
      throw unreadableUpload(order.kind, [{ line: null, path: '', detail }]);
    }
  }
}
