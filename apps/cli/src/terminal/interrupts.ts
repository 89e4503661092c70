import { performance } from 'node:perf_hooks';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm passes on the Ctrl-C that the terminal has sent to this process too: both are one keystroke. */
const ONE_KEYSTROKE_MS = 700;

/** npm kills the shell between itself and this process, which hears nothing of it but has another parent then. */
const LOOK_FOR_PARENT_MS = 500;

export interface InterruptOptions {
  /** Ends everything at once. */
  readonly force: () => void;
  /** Whether the end of the parent process is an interruption too. */
  readonly underNpm?: boolean;
  readonly now?: () => number;
}

/**
 * Turns the first Ctrl-C (or SIGTERM, or a closed terminal) into an abort of what is under way, and a second Ctrl-C into
 * `force`, which is to leave nothing running.
 */
export class Interrupts {
  private readonly controller = new AbortController();
  private readonly handler = (signal: NodeJS.Signals): void => this.receive(signal);
  private firstAt = 0;
  private parentWatch: NodeJS.Timeout | undefined;

  constructor(private readonly options: InterruptOptions) {
    for (const signal of SIGNALS) process.on(signal, this.handler);
    if (options.underNpm === true) this.watchParent();
  }

  /** Fires on the first interruption. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Gives the signals back to their default. */
  dispose(): void {
    for (const signal of SIGNALS) process.off(signal, this.handler);
    clearInterval(this.parentWatch);
  }

  private watchParent(): void {
    const parent = process.ppid;
    this.parentWatch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(this.parentWatch);
      this.receive('SIGTERM');
    }, LOOK_FOR_PARENT_MS);
    this.parentWatch.unref();
  }

  private now(): number {
    return this.options.now?.() ?? performance.now();
  }

  private receive(signal: NodeJS.Signals): void {
    if (!this.controller.signal.aborted) {
      this.firstAt = this.now();
      this.controller.abort();
    } else if (signal === 'SIGINT' && this.now() - this.firstAt > ONE_KEYSTROKE_MS) {
      this.options.force();
    }
  }
}
