import { ThreadPoolClosedError, ThreadQueueFullError } from './threads.errors';

interface Waiting {
  readonly take: () => void;
  readonly refuse: (reason: unknown) => void;
}

/** A fixed number of places to compute, and a bounded line before them; first come, first served. */
export class ThreadSlots {
  private readonly line: Waiting[] = [];
  private taken = 0;
  private closed = false;

  constructor(
    private readonly slots: number,
    private readonly queueLimit: number,
  ) {}

  get busy(): number {
    return this.taken;
  }

  get waiting(): number {
    return this.line.length;
  }

  /**
   * Resolves when a place is the caller's, who has to `release` it.
   * @throws threads.queue-full, threads.closed, or the signal's reason
   */
  async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.closed) throw new ThreadPoolClosedError();
    if (this.taken < this.slots) {
      this.taken += 1;
      return;
    }
    if (this.line.length >= this.queueLimit) throw new ThreadQueueFullError(this.queueLimit);
    const place = Promise.withResolvers<void>();
    const waiting: Waiting = { take: place.resolve, refuse: place.reject };
    const leave = (): void => {
      const at = this.line.indexOf(waiting);
      if (at >= 0) this.line.splice(at, 1);
      place.reject(signal.reason);
    };
    this.line.push(waiting);
    signal.addEventListener('abort', leave, { once: true });
    try {
      await place.promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** Gives a place to the next in line. */
  release(): void {
    const next = this.line.shift();
    if (next) next.take();
    else this.taken -= 1;
  }

  /** Refuses all who wait, and all who come. */
  close(): void {
    this.closed = true;
    for (const waiting of this.line.splice(0)) waiting.refuse(new ThreadPoolClosedError());
  }
}
