import { setTimeout as delay } from 'node:timers/promises';
import type { Client, RunRequest } from './client';

const MOST_REQUESTS = 60;
const MOST_RUNS = 24;

/** Starts runs at a steady rate until it is stopped. */
export class Load {
  private readonly stopped = new AbortController();
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly loop: Promise<void>;

  /** `unfinished` tells how many runs wait or are at work: a machine that is slow or away is not buried. */
  constructor(
    private readonly client: Client,
    private readonly perSecond: number,
    private readonly unfinished: () => Promise<number>,
    private readonly request: RunRequest = {},
  ) {
    this.loop = this.run();
  }

  /** Starts no more; resolves when every request that is under way has its answer. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.loop;
    await Promise.all(this.underWay);
  }

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      if (this.underWay.size < MOST_REQUESTS && (await this.unfinished()) < MOST_RUNS) {
        const submitted: Promise<unknown> = this.client
          .submit(this.request)
          .finally(() => this.underWay.delete(submitted));
        this.underWay.add(submitted);
      }
      await delay(1_000 / this.perSecond, undefined, { signal: this.stopped.signal }).catch(() => undefined);
    }
  }
}
