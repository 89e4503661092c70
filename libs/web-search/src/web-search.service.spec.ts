import { SystemClock } from '@app/kernel';
import { AppConfig, CircuitRegistry, MetricsRegistry } from '@app/platform';
import { inspect } from 'node:util';
import { WebSearch } from './web-search.service';

function searchWith(env: Readonly<Record<string, string>>): WebSearch {
  const config = AppConfig.fromEnvironment({
    MONGODB_URL: 'mongodb://127.0.0.1:27017/none',
    REDIS_URL: 'redis://127.0.0.1:6379',
    ...env,
  });
  return new WebSearch(config, new CircuitRegistry(new MetricsRegistry()), new SystemClock());
}

describe('the search provider of an installation', () => {
  it('is none unless configured', () => {
    expect(searchWith({}).access).toBeNull();
  });

  it('is the one that is named', () => {
    const own = searchWith({ SEARCH_PROVIDER: 'searxng', SEARCH_URL: 'http://127.0.0.1:8888' });
    expect(own.access?.provider).toBe('searxng');
    const hosted = searchWith({ SEARCH_PROVIDER: 'tavily', TAVILY_API_KEY: 'tvly-canary' });
    expect(hosted.access?.provider).toBe('tavily');
    expect(inspect(hosted, { depth: 9, showHidden: true })).not.toContain('tvly-canary');
  });
});
