import { askJson } from './ask-json';
import { readHits } from './read-hits';
import type { SearchHit, SearchProvider } from './search-provider';

/** How a provider is reached. */
export interface ProviderAccess {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * The search API of SearXNG and of what speaks like it: `GET /search?q=...&format=json`, https://docs.searxng.org/dev/search_api.
 * It knows no number of results: what is beyond the limit is dropped.
 */
export class SearxngProvider implements SearchProvider {
  readonly name = 'searxng';

  constructor(private readonly access: ProviderAccess) {}

  async search(query: string, limit: number, signal: AbortSignal): Promise<readonly SearchHit[]> {
    const { baseUrl, timeoutMs, maxBytes } = this.access;
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}/search`);
    url.search = new URLSearchParams({ q: query, format: 'json', categories: 'general' }).toString();
    const headers = { accept: 'application/json' };
    const remedies = { 403: 'enable the format json under search.formats in its settings.yml' };
    const answer = await askJson(
      { provider: this.name, url, method: 'GET', headers, timeoutMs, maxBytes, remedies },
      signal,
    );
    return readHits(this.name, answer, 'publishedDate', limit);
  }
}
