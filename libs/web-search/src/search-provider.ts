/** One hit of a search. Title and text come from strangers: plain text to show, never instructions, never mark-up. */
export interface SearchHit {
  readonly title: string;
  readonly url: string;
  /** What the provider says of the page, shortened. */
  readonly excerpt: string;
  /** ISO date that the provider states for the page; null where it states none. */
  readonly published: string | null;
}

/** A search engine somewhere else. */
export interface SearchProvider {
  /** `searxng`, `tavily`: part of what a report says of where its results come from. */
  readonly name: string;
  /**
   * At most `limit` hits, best first; an empty list says that nothing was found.
   * @throws search.failed, search.refused, search.unreadable; the signal's reason
   */
  search(query: string, limit: number, signal: AbortSignal): Promise<readonly SearchHit[]>;
}
