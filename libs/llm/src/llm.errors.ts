import { AppError } from '@app/kernel';
import type { AnswerFault } from './model-question';

/** No model is configured: whoever asks has a deterministic way too. */
export function noModel(): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'llm.not-configured',
    message: 'No language model is configured. LLM_CHAIN names the models to ask.',
  });
}

/** Every model of the chain was tried, or left alone because its circuit is open. */
export function noModelAnswers(reasons: readonly string[], cause?: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'llm.unavailable',
    message: `No language model answered: ${reasons.join('; ')}.`,
    retryAfterSeconds: 15,
    cause,
  });
}

/**
 * A model answered, and did so again when asked to mend it, but nothing that can be used. Says which kinds of faults and
 * how many of each: an answer that nobody could use must not speak through an error.
 */
export function answerUnusable(model: string, faults: ReadonlyArray<Pick<AnswerFault, 'kind'>>): AppError {
  const kinds = [...new Set(faults.map(({ kind }) => kind))];
  const counted = kinds.map((kind) => `${faults.filter((fault) => fault.kind === kind).length} ${kind}`);
  return new AppError({
    kind: 'unprocessable',
    code: 'llm.unusable-answer',
    message: `${model} gave no usable answer, nor when asked to mend it. Faults of the last: ${counted.join(', ')}.`,
  });
}

/** The limit would be passed by the dearest that the next call can be. */
export function budgetSpent(what: 'tokens' | 'US dollars'): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'llm.budget-spent',
    message: `The next call to a language model could pass the limit in ${what}, so it was not made.`,
  });
}

/** Answers of models are as they were: nothing was made worthless. */
export function cacheUnavailable(cause: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'llm.cache-unavailable',
    message:
      'The cache of answers cannot be written at the moment; nothing was invalidated. Try again shortly.',
    retryAfterSeconds: 5,
    cause,
  });
}

/** A price is needed to keep a limit in money. */
export function priceUnknown(model: string, nearest: readonly string[]): AppError {
  const like = nearest.length > 0 ? ` The catalog lists ${nearest.join(', ')}.` : '';
  return unpriced(`The catalog has no price for ${model}, so no limit in money could be kept.${like}`, model);
}

/** What a server of one's own choice charges is in no catalog, whatever its model is called. */
export function priceNotSet(model: string): AppError {
  return unpriced(
    `What ${model} costs, only the operator of OPENAI_COMPATIBLE_BASE_URL knows; without it no limit in money could be kept. It is 0/0 if that server is your own.`,
    model,
  );
}

function unpriced(why: string, model: string): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'llm.price-unknown',
    message: `${why} Set LLM_PRICES=${model}=<USD per million input tokens>/<per million output tokens>.`,
  });
}
