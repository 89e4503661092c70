import type { RecoveryTimes } from './fleet-result';

/** Measures how long a fleet needs after each planned failure until it is as it was and nobody waits. Seconds. */
export class RecoveryClock {
  private before = 0;
  private since: number | null = null;
  private failures = 0;
  private readonly times: number[] = [];

  /** Whether a failure ended from which the fleet has not recovered yet. */
  get isRunning(): boolean {
    return this.since !== null;
  }

  /** A failure begins, while so many replicas are ready. */
  begins(ready: number): void {
    this.failures += 1;
    this.before = ready;
    this.since = null;
  }

  ends(now: number): void {
    this.since = now;
  }

  look(now: number, ready: number, waiting: number): void {
    if (this.since === null || ready < this.before || waiting > 0) return;
    this.times.push(now - this.since);
    this.since = null;
  }

  get result(): RecoveryTimes | null {
    if (this.times.length === 0) return null;
    return {
      failures: this.failures,
      recovered: this.times.length,
      mean: this.times.reduce((sum, time) => sum + time, 0) / this.times.length,
      least: Math.min(...this.times),
      most: Math.max(...this.times),
    };
  }
}
