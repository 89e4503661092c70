/**
 * The signal of one attempt: it fires when its time is over or when the signal above it does. To be closed when the
 * attempt is over, which leaves nothing behind.
 */
export class AttemptDeadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly onStop = () => this.controller.abort(this.above.reason);
  private late = false;

  constructor(
    private readonly above: AbortSignal,
    ms: number,
  ) {
    this.timer = setTimeout(() => {
      this.late = true;
      this.controller.abort(new DOMException(`The attempt took longer than its ${ms} ms.`, 'TimeoutError'));
    }, ms);
    if (above.aborted) this.onStop();
    else above.addEventListener('abort', this.onStop, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether the time ran out before anything else stopped the attempt. */
  get isOver(): boolean {
    return this.late;
  }

  close(): void {
    clearTimeout(this.timer);
    this.above.removeEventListener('abort', this.onStop);
  }
}
