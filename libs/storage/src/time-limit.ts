/** A time within which something must happen; what happens sets it back. */
export class TimeLimit {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly ms: number) {
    this.renew();
  }

  /** Fires when nothing happened for so long. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  renew(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.controller.abort(`nothing for ${this.ms} ms`), this.ms);
    this.timer.unref();
  }

  /** From here on it does not fire. */
  end(): void {
    clearTimeout(this.timer);
  }
}
