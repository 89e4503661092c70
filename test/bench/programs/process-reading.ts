import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** What a process holds and has used so far. */
export interface ProcessReading {
  readonly rssMb: number;
  /** The most that it ever held. */
  readonly peakMb: number;
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
  return {
    rssMb: rss / MB,
    peakMb: peakMb(),
    heapMb: (heapUsed + external) / MB,
    cpuMs: (user + system) / 1_000,
  };
}

/** By the system's own book of this process: what `getrusage` tells may be of the process that started it. */
function peakMb(): number {
  const book = '/proc/self/status';
  const [, kb] = (existsSync(book) && /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(book, 'utf8'))) || [];
  return Number(kb ?? process.resourceUsage().maxRSS) / 1024;
}
