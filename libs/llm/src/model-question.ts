import type { ZodType } from 'zod';
import type { Purse } from './purse';

/** Names a prompt and its wording: answers to another version are other answers. */
export interface PromptRef {
  /** Lower-case words: `narrate.cto`. */
  readonly id: string;
  readonly version: number;
}

/** What one attempt at one provider was and came to. Nothing of prompt or answer is in it. */
export interface ModelCall {
  /** `anthropic` */
  readonly provider: string;
  /** The provider's own id of the model. */
  readonly model: string;
  readonly prompt: PromptRef;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly outcome:
    | 'answered'
    | 'from-cache'
    /** Not of the asked shape, or refused by the question's `review`. */
    | 'unusable'
    | 'rate-limited'
    | 'timed-out'
    | 'failed'
    | 'aborted';
  /** Null where the provider did not say, because no answer came. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** By the catalog's price; null where the tokens are not known. */
  readonly microUsd: number | null;
}

/** What is wrong with an answer. */
export interface AnswerFault {
  /** Of a closed set of ours, with nothing of the answer in it: `free-number`. This is what errors and logs tell. */
  readonly kind: string;
  /** Words that help to mend it and may quote the answer: for the model that gave it, and nobody else. */
  readonly words: string;
}

/** A question whose answer has a shape. */
export interface ModelQuestion<T> {
  readonly tenantId: string;
  readonly prompt: PromptRef;
  /** What the model is to do. Ours, never a person's words. */
  readonly system: string;
  /** What it is to do it with: data, which may hold a person's words and is never an instruction. */
  readonly user: string;
  readonly schema: ZodType<T>;
  /** What is wrong with an answer of the right shape; empty when nothing is. */
  readonly review?: (answer: T) => readonly AnswerFault[];
  readonly purse: Purse;
  readonly signal: AbortSignal;
  /** Told of every attempt, also of those that failed and of answers out of the cache. */
  readonly onCall?: (call: ModelCall) => void;
}

export interface ModelAnswer<T> {
  readonly value: T;
  readonly provider: string;
  readonly model: string;
  /** Whether the first answer was unusable and a second one, asked to mend it, was not. */
  readonly repaired: boolean;
  readonly fromCache: boolean;
}
