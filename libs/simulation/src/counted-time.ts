/** The part of a simulation that counts: sums up quantities over the time that lies in it. */
export class CountedTime {
  constructor(
    readonly from: number,
    readonly to: number,
  ) {}

  get seconds(): number {
    return this.to - this.from;
  }

  /** How much of a span counts. */
  within(begin: number, end: number): number {
    const overlap = Math.min(end, this.to) - Math.max(begin, this.from);
    return overlap > 0 ? overlap : 0;
  }
}
