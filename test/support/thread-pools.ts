import { ThreadPool, type ThreadPoolOptions } from '@app/threads';
import type { MetricsRegistry } from '@app/platform';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What lets a thread load TypeScript: product processes load the built program instead. */
const TYPESCRIPT = ['--import', pathToFileURL(join(__dirname, 'thread-typescript.mjs')).href];

/** A pool of one thread that runs a program from the sources, unless told otherwise. */
export function aThreadPool(
  over: Partial<ThreadPoolOptions> & Pick<ThreadPoolOptions, 'program'>,
  registry?: MetricsRegistry,
): ThreadPool {
  return new ThreadPool(
    { threads: 1, queueLimit: 10, timeoutMs: 280_000, memoryMb: 192, execArgv: TYPESCRIPT, ...over },
    registry,
  );
}
