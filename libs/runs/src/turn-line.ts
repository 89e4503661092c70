import { setImmediate as turnOfTheLoop } from 'node:timers/promises';

/** What begins together may hold the event loop for about this long before others get their turn. */
const TURN_MS = 4;

/**
 * Lets work begin one after the other: at once as long as what began before took little, and else after a whole turn of
 * the event loop, in which renewals and events go out.
 */
export class TurnLine {
  private line: Promise<void> = Promise.resolve();
  private turnBeganAt: number;

  /** `now` is a monotonic clock, in ms. */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.turnBeganAt = now();
  }

  /** Resolves when it is the caller's turn; what it does before it first waits counts. */
  next(): Promise<void> {
    this.line = this.line.then(() => this.turn());
    return this.line;
  }

  private async turn(): Promise<void> {
    if (this.now() - this.turnBeganAt < TURN_MS) return;
    await turnOfTheLoop();
    this.turnBeganAt = this.now();
  }
}
