import type { StoredRunEvent } from './run-event';

/**
 * Events on their way to one subscriber. Takes what the reader hands over without waiting and gives it out one at a
 * time; a subscriber that leaves more than `limit` unread overflows and loses them all.
 */
export class Subscription {
  private waiting: StoredRunEvent[] = [];
  private wake: (() => void) | null = null;
  private current: 'open' | 'overflowed' | 'ended' = 'open';

  constructor(
    private readonly limit: number,
    private readonly onOverflow: () => void,
  ) {}

  get state(): 'open' | 'overflowed' | 'ended' {
    return this.current;
  }

  push(event: StoredRunEvent): void {
    if (this.current !== 'open') return;
    this.waiting.push(event);
    if (this.waiting.length > this.limit) {
      this.finish('overflowed');
      this.onOverflow();
    }
    this.wake?.();
  }

  /** Ends it from outside: a waiting `next` answers at once. */
  end(): void {
    this.finish('ended');
    this.wake?.();
  }

  /** The next event, or null when the subscription is no longer open. For one caller at a time. */
  async next(): Promise<StoredRunEvent | null> {
    while (this.current === 'open') {
      const event = this.waiting.shift();
      if (event) return event;
      await new Promise<void>((resolve) => (this.wake = resolve));
      this.wake = null;
    }
    return null;
  }

  private finish(state: 'overflowed' | 'ended'): void {
    this.current = state;
    this.waiting = [];
  }
}
