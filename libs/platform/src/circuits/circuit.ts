import { AppError } from '@app/kernel';
import type {
  CircuitBreakerPolicy,
  IBackoff,
  IBackoffFactory,
  IHalfOpenAfterBackoffContext,
} from 'cockatiel';
import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  IsolatedCircuitError,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';

export interface CircuitOptions {
  /** Failures in a row after which nothing is let through. */
  readonly failures: number;
  /** After so long one call may try again. */
  readonly cooldownMs: number;
  /** Whether an error says that the other side is not well, and not that the question was wrong. */
  readonly isFailure: (error: Error) => boolean;
  /**
   * Whether an error that is no failure is an answer of the other side, which is well then. Any other error says nothing
   * of it, a caller's change of mind for one. None is an answer where this is left out.
   */
  readonly isAnswer?: (error: Error) => boolean;
}

/** How one external dependency is doing, as seen from this process. */
export interface CircuitReport {
  readonly name: string;
  readonly state: 'closed' | 'open' | 'half-open';
  /** ISO instant of the last change of state; that of the start when there was none. */
  readonly since: string;
  /** Changes to `open` since the start. */
  readonly opened: number;
  /** What the last failure said, without secrets; null when there was none. */
  readonly lastFailure: string | null;
}

const STATES: Readonly<Record<CircuitState, CircuitReport['state']>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
};

/** A trial that was broken off before the other side was heard of. */
class Inconclusive extends Error {
  constructor(readonly thrown: unknown) {
    super('the trial says nothing');
  }
}

/** Lets calls to one dependency through while it is well, and refuses them at once while it is not. */
export class Circuit {
  private readonly breaker: CircuitBreakerPolicy;
  private since = new Date();
  private openedAt = this.since;
  private opened = 0;
  private lastFailure: string | null = null;

  constructor(
    readonly name: string,
    private readonly options: CircuitOptions,
  ) {
    const isCounted = (error: Error): boolean => error instanceof Inconclusive || options.isFailure(error);
    this.breaker = circuitBreaker(handleWhen(isCounted), {
      halfOpenAfter: pauseAfter(options.cooldownMs),
      breaker: new ConsecutiveBreaker(options.failures),
    });
    this.breaker.onStateChange((state) => {
      if (state !== CircuitState.Open) this.since = new Date();
    });
    this.breaker.onBreak((why) => {
      // After a trial that says nothing it is open as it was, and the next call is a trial.
      if ('error' in why && why.error instanceof Inconclusive) this.since = this.openedAt;
      else {
        this.since = this.openedAt = new Date();
        this.opened += 1;
      }
    });
  }

  /** @throws circuit.open without having called; else whatever `work` throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.breaker.execute(() => this.attempt(work));
    } catch (error) {
      if (error instanceof Inconclusive) throw error.thrown;
      if (error instanceof BrokenCircuitError || error instanceof IsolatedCircuitError) throw this.refusal();
      if (error instanceof Error && this.options.isFailure(error)) this.lastFailure = wordsOf(error);
      throw error;
    }
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    // The state changes only after the work of a trial has begun.
    const isTrial = this.breaker.state !== CircuitState.Closed;
    try {
      return await work();
    } catch (error) {
      if (isTrial && !this.isTelling(error)) throw new Inconclusive(error);
      throw error;
    }
  }

  private isTelling(error: unknown): boolean {
    const { isFailure, isAnswer } = this.options;
    return error instanceof Error && (isFailure(error) || (isAnswer?.(error) ?? false));
  }

  get report(): CircuitReport {
    const { name, opened, lastFailure } = this;
    return { name, state: STATES[this.breaker.state], since: this.since.toISOString(), opened, lastFailure };
  }

  private refusal(): AppError {
    const pause = Math.ceil(this.options.cooldownMs / 1_000);
    return new AppError({
      kind: 'unavailable',
      code: 'circuit.open',
      message: `${this.name} failed ${this.options.failures} times in a row and is asked again after a pause of up to ${pause} s. Send this once more then; GET /v1/admin/health names its last failure.`,
      retryAfterSeconds: pause,
    });
  }
}

/** How long nothing is let through: for the pause, and not at all after a trial that says nothing. */
function pauseAfter(cooldownMs: number): IBackoffFactory<IHalfOpenAfterBackoffContext> {
  const after = (duration: number): IBackoff<IHalfOpenAfterBackoffContext> => ({
    duration,
    next: ({ result }) => after('error' in result && result.error instanceof Inconclusive ? 0 : cooldownMs),
  });
  return after(cooldownMs);
}

/** Messages of foreign errors may hold addresses with passwords, and prompts: the name and code say enough. */
function wordsOf(error: Error): string {
  if (error instanceof AppError) return `${error.code}: ${error.message}`;
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}
