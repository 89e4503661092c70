/** A look that comes this many times later than meant counts as one in time: the whole process had been stopped. */
const MOST_LATE = 2;

/**
 * For how long something that should change has not changed, by the time in which this process could have changed it: a
 * process that was frozen as a whole (a paused machine, SIGSTOP) has not been idle.
 */
export class StillnessMeter {
  private value = NaN;
  private lookedAt: number | null = null;
  private stillMs = 0;

  /** @param lookEveryMs how often `look` is meant to be called */
  constructor(private readonly lookEveryMs: number) {}

  /** Milliseconds since `value` was first seen. `now` is a monotonic clock's, in ms. */
  look(value: number, now: number): number {
    const elapsed = this.lookedAt === null ? 0 : now - this.lookedAt;
    this.lookedAt = now;
    if (value === this.value) this.stillMs += Math.min(elapsed, MOST_LATE * this.lookEveryMs);
    else this.stillMs = 0;
    this.value = value;
    return this.stillMs;
  }

  /** Nothing was expected to change: counting starts again with the next look. */
  reset(): void {
    this.value = NaN;
    this.lookedAt = null;
    this.stillMs = 0;
  }
}
