import { AppError } from '@app/kernel';

/** Weights of which no order of options follows. */
export function invalidWeights(values: readonly number[]): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'search.invalid-weights',
    message:
      `The weights of cost, latency, carbon and risk were ${values.join(', ')}: expected numbers from 0 on of which ` +
      `at least one is above 0. Leave them out for the weights of the product.`,
  });
}
