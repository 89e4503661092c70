import { AppError } from '@app/kernel';
import type { CircuitBreakerPolicy } from 'cockatiel';
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

/** Lets calls to one dependency through while it is well, and refuses them at once while it is not. */
export class Circuit {
  private readonly breaker: CircuitBreakerPolicy;
  private since = new Date();
  private opened = 0;
  private lastFailure: string | null = null;

  constructor(
    readonly name: string,
    private readonly options: CircuitOptions,
  ) {
    this.breaker = circuitBreaker(handleWhen(options.isFailure), {
      halfOpenAfter: options.cooldownMs,
      breaker: new ConsecutiveBreaker(options.failures),
    });
    this.breaker.onStateChange((state) => {
      this.since = new Date();
      if (state === CircuitState.Open) this.opened += 1;
    });
  }

  /** @throws circuit.open without having called; else whatever `work` throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.breaker.execute(async () => work());
    } catch (error) {
      if (error instanceof BrokenCircuitError || error instanceof IsolatedCircuitError) throw this.refusal();
      if (error instanceof Error && this.options.isFailure(error)) this.lastFailure = wordsOf(error);
      throw error;
    }
  }

  get report(): CircuitReport {
    const { name, opened, lastFailure } = this;
    return { name, state: STATES[this.breaker.state], since: this.since.toISOString(), opened, lastFailure };
  }

  private refusal(): AppError {
    return new AppError({
      kind: 'unavailable',
      code: 'circuit.open',
      message: `${this.name} failed ${this.options.failures} times in a row and is left alone for a while.`,
      retryAfterSeconds: Math.ceil(this.options.cooldownMs / 1_000),
    });
  }
}

/** Messages of foreign errors may hold addresses with passwords, and prompts: the name and code say enough. */
function wordsOf(error: Error): string {
  if (error instanceof AppError) return `${error.code}: ${error.message}`;
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}
