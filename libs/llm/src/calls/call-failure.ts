import { AppError } from '@app/kernel';
import type { ModelCall } from '../model-question';

interface Failing {
  readonly message: string;
  readonly outcome: Extract<ModelCall['outcome'], 'rate-limited' | 'timed-out' | 'failed'>;
  /** Whether the same call may well succeed in a moment. */
  readonly retryable: boolean;
  /** Whether it says that the provider is not well, and not that the question was wrong. */
  readonly unwell: boolean;
  /** Whether the provider may have worked on it, and charge for it, though no answer came. */
  readonly billable: boolean;
  /** How long the provider asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** A call to a model that brought no answer, and what that means for the next one. Holds no secrets and no text. */
export class CallFailure extends AppError {
  readonly outcome: Failing['outcome'];
  readonly retryable: boolean;
  readonly unwell: boolean;
  readonly billable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(failing: Failing) {
    super({ kind: 'unavailable', code: 'llm.call-failed', message: failing.message });
    this.name = 'CallFailure';
    this.outcome = failing.outcome;
    this.retryable = failing.retryable;
    this.unwell = failing.unwell;
    this.billable = failing.billable;
    this.retryAfterMs = failing.retryAfterMs;
  }
}
