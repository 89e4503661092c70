import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A time in which the machine itself stood still. */
export interface Standstill {
  /** When it was over, ms since the epoch. */
  readonly at: number;
  readonly lastedMs: number;
}

const BEAT_MS = 200;
/** A worker renews its locks every three seconds: what is shorter than this cannot cost it a run. */
const STANDSTILL_MS = 1_000;

/**
 * Watches the machine that the drills share with others, by a timer and a small write to the disk of the stores. While
 * either takes a second the product's promises of time cannot be judged: Redis itself waits when the disk does.
 */
export class Pulse {
  readonly standstills: Standstill[] = [];
  private readonly stopped = new AbortController();

  constructor(directory: string) {
    void this.beat(join(directory, 'pulse'));
  }

  /** The longest standstill that ended since then, in ms; 0 when there was none. */
  longestSince(since: number): number {
    return Math.max(0, ...this.standstills.filter(({ at }) => at >= since).map(({ lastedMs }) => lastedMs));
  }

  stop(): void {
    this.stopped.abort();
  }

  private async beat(path: string): Promise<void> {
    const { signal } = this.stopped;
    let file: FileHandle | undefined;
    while (!signal.aborted) {
      const begun = performance.now();
      await delay(BEAT_MS, undefined, { signal }).catch(() => undefined);
      try {
        file ??= await open(path, 'w');
        await file.write('.', 0);
        await file.datasync();
      } catch {
        // A full disk answers at once, and is a drill's own doing.
      }
      const lastedMs = Math.round(performance.now() - begun - BEAT_MS);
      if (lastedMs >= STANDSTILL_MS) this.standstills.push({ at: Date.now(), lastedMs });
    }
    await file?.close().catch(() => undefined);
  }
}
