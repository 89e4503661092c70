import { AppError } from '@app/kernel';

/** The other side is not well, or too busy: the same question may be answered later. */
export class SearchFailed extends AppError {
  constructor(
    message: string,
    readonly retryAfterMs: number | undefined = undefined,
    cause?: unknown,
  ) {
    super({ kind: 'unavailable', code: 'search.failed', message, cause });
    this.name = 'SearchFailed';
  }
}

/** The other side is well and does not want to answer: asking again the same way changes nothing. */
export function searchRefused(provider: string, status: number, remedy: string): AppError {
  const message = `${provider} refused the search with status ${status}: ${remedy}.`;
  return new AppError({ kind: 'unprocessable', code: 'search.refused', message });
}

/** An answer came, and is not what the protocol says. */
export function searchUnreadable(provider: string, what: string): AppError {
  const message = `${provider} answered with ${what}, where a JSON object with a list of results was expected; check the address.`;
  return new AppError({ kind: 'unprocessable', code: 'search.unreadable', message });
}

/** A page that this product does not fetch, whoever names it. */
export function pageForbidden(reason: string): AppError {
  const message = `The page was not fetched: ${reason}. Only http and https pages at public addresses are.`;
  return new AppError({ kind: 'forbidden', code: 'page.forbidden', message });
}

/** A page that could not be had, or is not text. */
export function pageUnusable(reason: string, cause?: unknown): AppError {
  const message = `The page could not be used: ${reason}.`;
  return new AppError({ kind: 'unprocessable', code: 'page.unusable', message, cause });
}
