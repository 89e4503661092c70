import { ThreadPool } from '@app/threads';
import type { AppConfig } from '@app/platform';
import { extname, join } from 'node:path';
// Nothing imports the program of a thread: without being named here it would be in no build.
import type { answer } from './render-report.thread';

/** What the program of a thread answers by. */
export type ReportThreadAnswer = typeof answer;

/** The file that a pool for reports runs in its threads. */
export const REPORT_THREAD_PROGRAM = join(__dirname, `render-report.thread${extname(__filename)}`);

/**
 * Reports come in bursts, and loading the libraries of a format takes longer than using them; after a burst the thread
 * would hold its 80 to 140 MB for nobody.
 */
const KEEP_IDLE_MS = 15_000;

/** The threads that make reports, apart from those of the engines: a long report delays no run. */
export class ReportThreads extends ThreadPool {
  static of({ env }: AppConfig): ReportThreads {
    return new ReportThreads({
      program: REPORT_THREAD_PROGRAM,
      threads: env.REPORT_CONCURRENCY,
      // Each job that is in work asks for one thread.
      queueLimit: env.REPORT_CONCURRENCY,
      timeoutMs: env.REPORT_TIMEOUT_MS,
      memoryMb: env.REPORT_THREAD_MEMORY_MB,
      idleMs: KEEP_IDLE_MS,
    });
  }
}
