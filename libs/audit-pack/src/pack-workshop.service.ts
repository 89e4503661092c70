import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import { ThreadPool } from '@app/threads';
import { extname, join } from 'node:path';
import { buildPack } from './build-pack';
import type { PackFacts } from './pack-facts';
// Nothing imports the program of a thread: without being named here it would be in no build.
import type { answer } from './pack.thread';

/** What the program of a thread answers by. */
export type PackThreadAnswer = typeof answer;

const PROGRAM = join(__dirname, `pack.thread${extname(__filename)}`);
/** Enough for the largest report in every format, beside the catalog. */
const LEAST_MEMORY_MB = 512;
/** A large report as PDF takes seconds; on a machine that is busy with runs, many. */
const LEAST_TIMEOUT_MS = 180_000;

/** Makes packs beside the event loop, one at a time; in turns on it where the process has no threads. */
@Injectable()
export class PackWorkshop implements OnApplicationShutdown {
  private readonly threads: ThreadPool | null;

  constructor({ env }: AppConfig) {
    this.threads =
      env.ENGINE_THREADS === 0
        ? null
        : new ThreadPool({
            program: PROGRAM,
            threads: 1,
            queueLimit: env.ENGINE_QUEUE_LIMIT,
            timeoutMs: Math.max(LEAST_TIMEOUT_MS, env.ENGINE_TASK_TIMEOUT_MS),
            memoryMb: Math.max(LEAST_MEMORY_MB, env.ENGINE_THREAD_MEMORY_MB),
          });
  }

  /** @throws threads.queue-full, threads.timed-out, threads.out-of-memory */
  async make(facts: PackFacts): Promise<Uint8Array> {
    if (this.threads === null) return buildPack(facts);
    return (await this.threads.run('buildPack', facts, new AbortController().signal)) as Uint8Array;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.threads?.close();
  }
}
