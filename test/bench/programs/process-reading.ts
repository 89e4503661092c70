import { setTimeout as delay } from 'node:timers/promises';

/** What a process holds and has used so far. */
export interface ProcessReading {
  readonly rssMb: number;
  readonly heapMb: number;
  readonly cpuMs: number;
}

const MB = 1024 * 1024;
const COLLECTIONS = 4;
const PAUSE_MS = 100;

/** Reads this process, after throwing away all garbage when asked to. Needs `--expose-gc` for that. */
export async function readProcess({ collect }: { collect: boolean }): Promise<ProcessReading> {
  if (collect) {
    if (!globalThis.gc) throw new Error('garbage cannot be collected: start this process with --expose-gc');
    // What finalisers and timers let go of is garbage only for the next collection.
    for (let turn = 0; turn < COLLECTIONS; turn += 1) {
      globalThis.gc();
      await delay(PAUSE_MS);
    }
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return { rssMb: rss / MB, heapMb: (heapUsed + external) / MB, cpuMs: (user + system) / 1_000 };
}
