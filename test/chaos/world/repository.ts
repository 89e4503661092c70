import { join } from 'node:path';

/** The root of the repository, whether this file runs as a source or compiled under dist/tools. */
export const REPOSITORY = __dirname.includes(join('dist', 'tools'))
  ? (__dirname.split(join('dist', 'tools'))[0] ?? '')
  : join(__dirname, '..', '..', '..');

/** The files that Node runs for each process of the product. */
export const ENTRIES = {
  api: join(REPOSITORY, 'dist/api/src/main.js'),
  worker: join(REPOSITORY, 'dist/worker/apps/worker/src/main.js'),
  database: join(REPOSITORY, 'dist/cli/libs/embedded-mongo/src/main.js'),
} as const;

/** Code that is preloaded into a process to make it fail in a way that signals cannot. */
export const FAULTS = {
  blockLoop: join(REPOSITORY, 'test/chaos/faults/block-loop.cjs'),
  shiftClock: join(REPOSITORY, 'test/chaos/faults/shift-clock.cjs'),
} as const;

export const REAPER = join(REPOSITORY, 'test/chaos/world/reaper.cjs');
