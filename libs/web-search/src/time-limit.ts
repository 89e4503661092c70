/** Stops work after a while or when its caller does; tells afterwards which of the two it was. */
export class TimeLimit {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private late = false;
  private readonly stop = (): void => this.controller.abort(this.outer.reason);

  constructor(
    private readonly outer: AbortSignal,
    readonly ms: number,
  ) {
    this.timer = setTimeout(() => {
      this.late = true;
      this.controller.abort(new DOMException(`took longer than ${ms} ms`, 'TimeoutError'));
    }, ms);
    if (outer.aborted) this.stop();
    else outer.addEventListener('abort', this.stop, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether the time ran out, and not the caller's patience. */
  get isOver(): boolean {
    return this.late;
  }

  /** Lets go of the timer, of the caller's signal, and of whatever still listens. */
  close(): void {
    clearTimeout(this.timer);
    this.outer.removeEventListener('abort', this.stop);
    this.controller.abort(new DOMException('done', 'AbortError'));
  }
}
