import type { Episodes } from './fleet-spec';

/**
 * The part of a simulation that counts, in one piece or in equal pieces at equal distances: sums up quantities over the
 * time that lies in it. Seconds.
 */
export class CountedTime {
  constructor(private readonly pieces: Episodes) {}

  get seconds(): number {
    return this.pieces.count * this.pieces.lengthSeconds;
  }

  /** How much of a span counts. */
  within(begin: number, end: number): number {
    return end > begin ? this.until(end) - this.until(begin) : 0;
  }

  /** Whether a moment counts. */
  has(moment: number): boolean {
    const { fromSeconds, everySeconds, lengthSeconds, count } = this.pieces;
    const piece = Math.floor((moment - fromSeconds) / everySeconds);
    return piece >= 0 && piece < count && moment - fromSeconds - piece * everySeconds < lengthSeconds;
  }

  /** Counted time from the start to a moment. */
  private until(moment: number): number {
    const { fromSeconds, everySeconds, lengthSeconds, count } = this.pieces;
    if (moment <= fromSeconds) return 0;
    const whole = Math.min(Math.floor((moment - fromSeconds) / everySeconds), count);
    if (whole === count) return count * lengthSeconds;
    return whole * lengthSeconds + Math.min(lengthSeconds, moment - fromSeconds - whole * everySeconds);
  }
}
