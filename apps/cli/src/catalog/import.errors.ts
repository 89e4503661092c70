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

/** The source sends its reader elsewhere. */
export function sourceAstray(url: string, where: string): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'import.astray',
    message: `${url} leads to ${where}, which is not followed. Look at it in a browser; --url takes the address itself.`,
  });
}

/** The source answered with something else than data. */
export function sourceIsPage(url: string): AppError {
  return badData(url, 'it is a web page: a sign-in, or a proxy in between');
}

/** What was read cannot be used: it is not the format, or was cut off. */
export function badData(where: string, why: string): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'import.bad-format',
    message: `${where} cannot be used: ${why}. Check the address, or read it again.`,
  });
}

/** More pages than such a list has. */
export function tooManyPages(url: string, most: number): AppError {
  return new AppError({
    kind: 'too-large',
    code: 'import.too-large',
    message: `${url} goes on for more than ${most} pages, or comes back to one: this is not what was expected there.`,
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
