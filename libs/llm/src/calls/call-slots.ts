/** Lets so many calls of this process run at the same time, and the others wait in line. */
export class CallSlots {
  private free: number;
  private readonly waiting = new Set<() => void>();

  constructor(count: number) {
    this.free = count;
  }

  /** Waits for a slot; the returned function gives it back. @throws the signal's reason */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.free > 0) this.free -= 1;
    else await this.inLine(signal);
    let held = true;
    return () => {
      if (held) this.giveBack();
      held = false;
    };
  }

  /** Who has been handed a slot holds it, also when the signal fires a moment later: it gives it back like any other. */
  private inLine(signal: AbortSignal): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.waiting.delete(go);
        reject(signal.reason as Error);
      };
      this.waiting.add(go);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  private giveBack(): void {
    const [next] = this.waiting;
    if (next === undefined) {
      this.free += 1;
      return;
    }
    // The slot goes from hand to hand.
    this.waiting.delete(next);
    next();
  }
}
