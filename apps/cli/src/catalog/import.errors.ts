import { AppError } from '@app/kernel';

/** The source did not answer, or not with what was asked for. */
export function sourceUnavailable(url: string, why: string, cause?: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'import.unavailable',
    message: `${url} could not be read: ${why}. Check the network and the address; --from reads a file that you fetched yourself.`,
    cause,
  });
}

/** The source answers that it will not give this, whoever asks how often. */
export function sourceRefused(url: string, status: number): AppError {
  const hint =
    status === 401 || status === 403
      ? 'it wants you to sign in, or to accept terms first: see --token-file'
      : 'check the region, the model and the address';
  return new AppError({
    kind: 'invalid',
    code: 'import.refused',
    message: `${url} answered ${status}: ${hint}.`,
  });
}

export function sourceTooLarge(url: string, most: number): AppError {
  return new AppError({
    kind: 'too-large',
    code: 'import.too-large',
    message: `${url} has more than ${most} bytes: this is not what was expected there.`,
  });
}

/** What was asked for is incomplete or odd. */
export function badWish(message: string): AppError {
  return new AppError({ kind: 'invalid', code: 'import.bad-option', message });
}

/** The source has nothing of what the catalog knows. */
export function nothingFound(what: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'import.nothing-found',
    message: `There is no ${what}. Check the region: it is written as the provider writes it (eu-west-1, westeurope).`,
  });
}
