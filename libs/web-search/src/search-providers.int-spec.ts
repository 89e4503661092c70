import { FakeApi, type FakeHandler } from '../../../test/support/fake-api';
import { SearxngProvider } from './searxng-provider';
import { TavilyProvider } from './tavily-provider';
import type { SearchProvider } from './search-provider';

const never = new AbortController().signal;
const LIMITS = { timeoutMs: 20_000, maxBytes: 20_000 };
/** For what never comes: nothing else may meet it on a busy machine. */
const IMPATIENT = { ...LIMITS, timeoutMs: 250 };
const KEY = 'tvly-canary';

interface Protocol {
  readonly route: string;
  readonly dateField: string;
  open(baseUrl: string, limits?: typeof LIMITS): SearchProvider;
}

const PROTOCOLS: ReadonlyArray<readonly [string, Protocol]> = [
  [
    'searxng',
    {
      route: 'GET /search',
      dateField: 'publishedDate',
      open: (baseUrl, limits = LIMITS) => new SearxngProvider({ baseUrl, ...limits }),
    },
  ],
  [
    'tavily',
    {
      route: 'POST /search',
      dateField: 'published_date',
      open: (baseUrl, limits = LIMITS) => new TavilyProvider({ baseUrl, ...limits }, KEY),
    },
  ],
];

const status =
  (code: number, headers: Record<string, string> = {}): FakeHandler =>
  (_request, response) =>
    void response.writeHead(code, headers).end('{"detail":"no"}');
const body =
  (text: string): FakeHandler =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(text);

describe.each(PROTOCOLS)('the client of %s', (name, { route, dateField, open }) => {
  let server: FakeApi;
  let provider: SearchProvider;
  let baseUrl: string;
  const ask = (limit = 5) => provider.search('p5.48xlarge price', limit, never);
  beforeEach(async () => {
    server = new FakeApi();
    baseUrl = `${await server.listen()}/`;
    provider = open(baseUrl);
  });
  afterEach(() => server.close());

  it('reads hits as plain text with address and date, best first, up to the limit', async () => {
    const hit = (n: number) => ({ title: `Page ${n}`, url: `https://a.example/${n}#top`, content: 'x' });
    const first = { ...hit(1), content: 'two\n  words\u202e\u200b', [dateField]: '2026-11-01T10:00:00Z' };
    server.json(route, { query: 'q', results: [first, hit(2), hit(3)] });
    expect(await ask(2)).toEqual([
      { title: 'Page 1', url: 'https://a.example/1', excerpt: 'two words', published: '2026-11-01' },
      { title: 'Page 2', url: 'https://a.example/2', excerpt: 'x', published: null },
    ]);
  });

  it('gives nothing where nothing was found', async () => {
    server.json(route, { query: 'q', results: [] });
    expect(await ask()).toEqual([]);
  });

  it('leaves out hits that are no web pages', async () => {
    const urls = ['javascript:alert(1)', 'file:///etc/passwd', 'https://user:pass@a.example/', 'nonsense', 7];
    server.json(route, { results: [...urls.map((url) => ({ title: 't', url })), null, 'text'] });
    expect(await ask()).toEqual([]);
  });

  it.each([429, 500, 503])('says that it may be asked again later after status %i', async (code) => {
    server.on(route, status(code, { 'retry-after': '7' }));
    await expect(ask()).rejects.toMatchObject({ code: 'search.failed', retryAfterMs: 7_000 });
  });

  it('says that asking again changes nothing when it is refused', async () => {
    server.on(route, status(403));
    await expect(ask()).rejects.toMatchObject({ code: 'search.refused' });
  });

  it('gives up on an answer that does not come, or not to its end', async () => {
    provider = open(baseUrl, IMPATIENT);
    server.on(route, () => undefined);
    await expect(ask()).rejects.toMatchObject({ code: 'search.failed', message: /within 250 ms/ });
    server.on(route, (_request, response) => void response.writeHead(200).write('{"results":['));
    await expect(ask()).rejects.toMatchObject({ code: 'search.failed', message: /within 250 ms/ });
  });

  it('reads no more than its limit of an answer', async () => {
    server.on(route, body(JSON.stringify({ results: [], padding: 'x'.repeat(30_000) })));
    await expect(ask()).rejects.toMatchObject({ code: 'search.unreadable', message: /20000 bytes/ });
  });

  it.each(['<html>', '[]', '"text"', 'null', '{"results":{}}', '{"answer":"x"}', ''])(
    'refuses %p as an answer',
    async (text) => {
      server.on(route, body(text));
      await expect(ask()).rejects.toMatchObject({ code: 'search.unreadable' });
    },
  );

  it('follows no redirect, which would take the key elsewhere', async () => {
    server.on(route, status(302, { location: '/elsewhere' }));
    await expect(ask()).rejects.toMatchObject({ code: 'search.refused' });
    expect(server.seen).toHaveLength(1);
  });

  it('says that nobody is there', async () => {
    const gone = open('http://127.0.0.1:1');
    await expect(gone.search('q', 1, never)).rejects.toMatchObject({ code: 'search.failed' });
  });

  it('stops with the reason of its caller', async () => {
    const caller = new AbortController();
    server.on(route, () => caller.abort(new Error('paused')));
    await expect(provider.search('q', 1, caller.signal)).rejects.toThrow('paused');
  });

  it('tells no key in an error', async () => {
    server.on(route, status(401));
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(JSON.stringify([error, String(error), provider])).not.toContain(KEY);
    expect(name).toBe(provider.name);
  });
});

describe('what the clients send', () => {
  let server: FakeApi;
  beforeEach(async () => {
    server = new FakeApi().json('GET /search', { results: [] }).json('POST /search', { results: [] });
  });
  afterEach(() => server.close());

  it('is a query for JSON to SearXNG', async () => {
    await new SearxngProvider({ baseUrl: await server.listen(), ...LIMITS }).search('a & b', 3, never);
    const { searchParams } = new URL(server.seen[0]!.path, 'http://x');
    expect(Object.fromEntries(searchParams)).toEqual({ q: 'a & b', format: 'json', categories: 'general' });
  });

  it('is a body with the key as bearer to Tavily', async () => {
    await new TavilyProvider({ baseUrl: await server.listen(), ...LIMITS }, KEY).search('a & b', 3, never);
    const [seen] = server.seen;
    expect(seen?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.parse(seen?.body ?? '')).toMatchObject({ query: 'a & b', max_results: 3 });
  });
});
