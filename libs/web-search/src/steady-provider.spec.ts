import { Circuit } from '@app/platform';
import type { SearchHit, SearchProvider } from './search-provider';
import { SteadyProvider } from './steady-provider';
import { SearchFailed, searchRefused } from './web-search.errors';

const never = new AbortController().signal;
const HIT: SearchHit = { title: 'A', url: 'https://a.example/', excerpt: '', published: null };

/** Answers with each of these in turn, the last one for ever. */
function scripted(...script: ReadonlyArray<SearchHit | Error>): SearchProvider & { calls: number } {
  return {
    name: 'scripted',
    calls: 0,
    async search() {
      const next = script[Math.min(this.calls++, script.length - 1)] as SearchHit | Error;
      if (next instanceof Error) throw next;
      return [next];
    },
  };
}

function steady(inner: SearchProvider, attempts = 3, failures = 10): SteadyProvider {
  const circuit = new Circuit('search', {
    failures,
    cooldownMs: 60_000,
    isFailure: (error) => error instanceof SearchFailed,
  });
  return new SteadyProvider(inner, circuit, { attempts, backoffMs: 1, maxRetryAfterMs: 50 });
}

describe('a steady provider', () => {
  it('asks again after a failure that may pass', async () => {
    const inner = scripted(new SearchFailed('busy'), new SearchFailed('busy', 5), HIT);
    expect(await steady(inner).search('q', 1, never)).toEqual([HIT]);
    expect(inner.calls).toBe(3);
  });

  it('gives up after its attempts', async () => {
    const inner = scripted(new SearchFailed('busy'));
    await expect(steady(inner, 2).search('q', 1, never)).rejects.toMatchObject({ code: 'search.failed' });
    expect(inner.calls).toBe(2);
  });

  it('does not repeat what was refused, nor wait longer than it may', async () => {
    const refused = scripted(searchRefused('scripted', 401, 'set the key'));
    await expect(steady(refused).search('q', 1, never)).rejects.toMatchObject({ code: 'search.refused' });
    const slow = scripted(new SearchFailed('busy', 51));
    await expect(steady(slow).search('q', 1, never)).rejects.toMatchObject({ code: 'search.failed' });
    expect([refused.calls, slow.calls]).toEqual([1, 1]);
  });

  it('leaves a provider alone that failed over and over', async () => {
    const inner = scripted(new SearchFailed('busy'));
    const provider = steady(inner, 1, 2);
    for (let i = 0; i < 2; i += 1) await provider.search('q', 1, never).catch(() => undefined);
    await expect(provider.search('q', 1, never)).rejects.toMatchObject({ code: 'circuit.open' });
    expect(inner.calls).toBe(2);
  });

  it('stops between attempts when its caller does', async () => {
    const caller = new AbortController();
    const inner = scripted(new SearchFailed('busy', 50));
    const asked = steady(inner).search('q', 1, caller.signal);
    caller.abort(new Error('paused'));
    await expect(asked).rejects.toThrow('paused');
  });
});
