import { AppError } from '@app/kernel';

/** No model is configured: whoever asks has a deterministic way too. */
export function noModel(): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'llm.not-configured',
    message: 'No language model is configured. LLM_CHAIN names the models to ask.',
  });
}

/** A provider of the chain cannot be reached with what is set. */
export function providerNotSetUp(provider: string, variable: string): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'llm.provider-not-set-up',
    message: `LLM_CHAIN names a model of ${provider}, but ${variable} is not set: set it, or take that model out of LLM_CHAIN.`,
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

/** A model answered, and did so again when asked to mend it, but nothing that can be used. */
export function answerUnusable(model: string, faults: readonly string[]): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'llm.unusable-answer',
    message: `${model} gave no usable answer, nor when asked to mend it: ${faults.slice(0, 5).join('; ')}.`,
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

/** A price is needed to keep a limit in money. */
export function priceUnknown(model: string, nearest: readonly string[]): AppError {
  const like = nearest.length > 0 ? ` The catalog lists ${nearest.join(', ')}.` : '';
  return new AppError({
    kind: 'invalid',
    code: 'llm.price-unknown',
    message: `The catalog has no price for ${model}, so no limit in money could be kept.${like} Set LLM_PRICES=${model}=<USD per million input tokens>/<per million output tokens>.`,
  });
}
