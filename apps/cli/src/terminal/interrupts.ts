import { performance } from 'node:perf_hooks';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm passes on the Ctrl-C that the terminal has sent to this process too: both are one keystroke. */
const ONE_KEYSTROKE_MS = 700;

/**
 * Turns the first Ctrl-C (or SIGTERM, or a closed terminal) into an abort of what is under way, and a second Ctrl-C into
 * `force`, which is to leave nothing running.
 */
export class Interrupts {
  private readonly controller = new AbortController();
  private readonly handler = (signal: NodeJS.Signals): void => this.receive(signal);
  private firstAt = 0;

  constructor(
    private readonly force: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    for (const signal of SIGNALS) process.on(signal, this.handler);
  }

  /** Fires on the first interruption. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Gives the signals back to their default. */
  dispose(): void {
    for (const signal of SIGNALS) process.off(signal, this.handler);
  }

  private receive(signal: NodeJS.Signals): void {
    if (!this.controller.signal.aborted) {
      this.firstAt = this.now();
      this.controller.abort();
    } else if (signal === 'SIGINT' && this.now() - this.firstAt > ONE_KEYSTROKE_MS) {
      this.force();
    }
  }
}
