import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import { AppConfig, CircuitRegistry, type Environment, presentSetting } from '@app/platform';
import { PageFetcher } from './page-fetcher';
import type { SearchProvider } from './search-provider';
import { SearxngProvider } from './searxng-provider';
import { SteadyProvider } from './steady-provider';
import { TavilyProvider } from './tavily-provider';
import type { WebAccess } from './web-access';
import { SearchFailed } from './web-search.errors';

const HITS = 5;
const MOST_OF_AN_ANSWER = 2_000_000;
const MAX_RETRY_AFTER_MS = 5_000;
const BACKOFF_MS = 250;
const BREAKER = { failures: 4, cooldownMs: 30_000 };
const PAGE = { maxBytes: 1_000_000, maxRedirects: 3, maxText: 100_000 };
const TAVILY_URL = 'https://api.tavily.com';

/** The search provider of this installation, if one is configured. */
@Injectable()
export class WebSearch {
  /** null where none is configured: results then rest on the dated catalog alone. */
  readonly access: WebAccess | null;

  constructor(config: AppConfig, circuits: CircuitRegistry, clock: Clock) {
    const { env } = config;
    const provider = providerOf(env);
    this.access = provider && accessOf(steady(provider, env, circuits), env, clock);
  }
}

function accessOf(provider: SearchProvider, env: Readonly<Environment>, clock: Clock): WebAccess {
  const pages = new PageFetcher({ ...PAGE, timeoutMs: env.SEARCH_TIMEOUT_MS });
  const now = (): string => clock.now().toISOString();
  return {
    provider: provider.name,
    mostQueries: env.SEARCH_MAX_QUERIES,
    mostPages: env.SEARCH_MAX_PAGES,
    search: async (query, signal) => {
      const hits = await provider.search(query, HITS, signal);
      return { query, provider: provider.name, retrievedAt: now(), hits };
    },
    read: async (url, signal) => ({ ...(await pages.fetch(url, signal)), retrievedAt: now() }),
  };
}

function providerOf(env: Readonly<Environment>): SearchProvider | null {
  const limits = { timeoutMs: env.SEARCH_TIMEOUT_MS, maxBytes: MOST_OF_AN_ANSWER };
  switch (env.SEARCH_PROVIDER) {
    case 'none':
      return null;
    case 'searxng':
      return new SearxngProvider({ baseUrl: presentSetting(env, 'SEARCH_URL'), ...limits });
    case 'tavily':
      return new TavilyProvider(
        { baseUrl: env.SEARCH_URL ?? TAVILY_URL, ...limits },
        presentSetting(env, 'TAVILY_API_KEY'),
      );
  }
}

function steady(
  provider: SearchProvider,
  env: Readonly<Environment>,
  circuits: CircuitRegistry,
): SearchProvider {
  const circuit = circuits.circuit(`search ${provider.name}`, {
    ...BREAKER,
    isFailure: (error) => error instanceof SearchFailed,
    isAnswer: (error) => 'code' in error && String(error.code).startsWith('search.'),
  });
  return new SteadyProvider(provider, circuit, {
    attempts: env.SEARCH_ATTEMPTS,
    backoffMs: BACKOFF_MS,
    maxRetryAfterMs: MAX_RETRY_AFTER_MS,
  });
}
