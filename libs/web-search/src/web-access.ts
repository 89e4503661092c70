import type { SearchHit } from './search-provider';

/** The answer to one query, with whom it is from and when. */
export interface WebLookup {
  readonly query: string;
  readonly provider: string;
  /** ISO instant. */
  readonly retrievedAt: string;
  readonly hits: readonly SearchHit[];
}

/** One page as it was read. */
export interface WebPage {
  readonly url: string;
  readonly title: string;
  readonly text: string;
  /** ISO instant. */
  readonly retrievedAt: string;
}

/** What may be asked of the web for one assessment. Everything that it gives comes from strangers. */
export interface WebAccess {
  readonly provider: string;
  /** Queries and pages that one assessment may take. */
  readonly mostQueries: number;
  readonly mostPages: number;
  /** @throws AppError when there is no answer; the signal's reason */
  search(query: string, signal: AbortSignal): Promise<WebLookup>;
  /** @throws AppError when the page cannot be had; the signal's reason */
  read(url: string, signal: AbortSignal): Promise<WebPage>;
}
