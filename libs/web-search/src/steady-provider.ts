import type { Circuit } from '@app/platform';
import { setTimeout as delay } from 'node:timers/promises';
import type { SearchHit, SearchProvider } from './search-provider';
import { SearchFailed } from './web-search.errors';

export interface Steadiness {
  /** Calls in all, the first among them. */
  readonly attempts: number;
  readonly backoffMs: number;
  /** A longer pause than this is not waited for: the question is given up. */
  readonly maxRetryAfterMs: number;
}

/** A provider that is asked again where that may help, and left alone while it is not well. */
export class SteadyProvider implements SearchProvider {
  constructor(
    private readonly inner: SearchProvider,
    private readonly circuit: Circuit,
    private readonly how: Steadiness,
  ) {}

  get name(): string {
    return this.inner.name;
  }

  /** @throws circuit.open, and what the provider itself throws */
  async search(query: string, limit: number, signal: AbortSignal): Promise<readonly SearchHit[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.circuit.run(() => this.inner.search(query, limit, signal));
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof SearchFailed) || attempt >= this.how.attempts) throw error;
        const pause = error.retryAfterMs ?? this.pauseAfter(attempt);
        if (pause > this.how.maxRetryAfterMs) throw error;
        await delay(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    }
  }

  /** Doubled each time, with full jitter: callers that failed together do not come back together. */
  private pauseAfter(attempt: number): number {
    return Math.round(Math.random() * this.how.backoffMs * 2 ** (attempt - 1));
  }
}
