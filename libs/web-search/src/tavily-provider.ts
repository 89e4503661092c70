import { askJson } from './ask-json';
import { readHits } from './read-hits';
import type { SearchHit, SearchProvider } from './search-provider';
import type { ProviderAccess } from './searxng-provider';

const REMEDIES = {
  401: 'set TAVILY_API_KEY to a valid key',
  403: 'set TAVILY_API_KEY to a key that may search',
  432: 'the plan of the key is used up',
  433: 'the spending limit of the key is reached',
};

/** The search API of Tavily and of what speaks like it: `POST /search` with a bearer key, https://docs.tavily.com. */
export class TavilyProvider implements SearchProvider {
  readonly name = 'tavily';
  readonly #key: string;

  constructor(
    private readonly access: ProviderAccess,
    key: string,
  ) {
    this.#key = key;
  }

  async search(query: string, limit: number, signal: AbortSignal): Promise<readonly SearchHit[]> {
    const { baseUrl, timeoutMs, maxBytes } = this.access;
    const answer = await askJson(
      {
        provider: this.name,
        url: new URL(`${baseUrl.replace(/\/+$/, '')}/search`),
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          authorization: `Bearer ${this.#key}`,
        },
        body: JSON.stringify({ query, max_results: limit, search_depth: 'basic', include_answer: false }),
        timeoutMs,
        maxBytes,
        remedies: REMEDIES,
      },
      signal,
    );
    return readHits(this.name, answer, 'published_date', limit);
  }
}
