import { connect } from 'node:net';
import { FakeApi, type FakeHandler } from '../../../test/support/fake-api';
import { PageFetcher, type PageLimits } from './page-fetcher';
import type { PageNetwork } from './page-network';

const PUBLIC = '93.184.216.34';
const LIMITS: PageLimits = { timeoutMs: 20_000, maxBytes: 10_000, maxRedirects: 2, maxText: 1_000 };
/** For what never comes: nothing else may meet it on a busy machine. */
const IMPATIENT: PageLimits = { ...LIMITS, timeoutMs: 300 };
const never = new AbortController().signal;

const page =
  (text: string, headers: Record<string, string> = {}): FakeHandler =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(text);
const to =
  (location: string): FakeHandler =>
  (_request, response) =>
    void response.writeHead(302, { location }).end();

/** A network whose names are at these addresses, and on which every connection ends at the test's server. */
class TestNetwork implements PageNetwork {
  readonly connections: string[] = [];
  readonly resolved: string[] = [];

  constructor(
    private readonly port: number,
    private readonly names: Readonly<Record<string, ReadonlyArray<readonly string[]>>>,
  ) {}

  async resolve(host: string): Promise<readonly string[]> {
    const answers = this.names[host];
    if (!answers) throw new Error('no such name');
    this.resolved.push(host);
    const asked = this.resolved.filter((name) => name === host).length;
    return answers[Math.min(asked, answers.length) - 1] ?? [];
  }

  connect(address: string, port: number) {
    this.connections.push(`${address}:${port}`);
    return connect({ host: '127.0.0.1', port: this.port });
  }
}

describe('the fetcher of pages', () => {
  let server: FakeApi;
  let network: TestNetwork;
  let fetcher: PageFetcher;
  beforeEach(async () => {
    server = new FakeApi();
    const port = Number(new URL(await server.listen()).port);
    network = new TestNetwork(port, {
      'public.example': [[PUBLIC]],
      'other.example': [['1.1.1.1', '2606:4700::1111']],
      'inside.example': [['10.0.0.5']],
      'mixed.example': [[PUBLIC, '127.0.0.1']],
      'rebinding.example': [[PUBLIC], ['127.0.0.1']],
      'nowhere.example': [[]],
    });
    fetcher = new PageFetcher(LIMITS, network);
  });
  afterEach(() => server.close());
  const get = (url: string) => fetcher.fetch(url, never);
  const refused = (url: string, code: string) => expect(get(url)).rejects.toMatchObject({ code });

  it('reads a page as title and plain text', async () => {
    server.on('GET /prices', page('<title>Prices</title><p>From <b>$2</b>'));
    expect(await get('http://public.example/prices?x=1')).toEqual({
      url: 'http://public.example/prices?x=1',
      title: 'Prices',
      text: 'From $2',
    });
    expect(network.connections).toEqual([`${PUBLIC}:80`]);
    expect(server.seen[0]?.headers.host).toBe('public.example');
  });

  it.each([
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://inside.example/',
    'http://mixed.example/',
    'http://public.example:6379/',
    'http://user:pass@public.example/',
    'ftp://public.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'nonsense',
  ])('does not connect for %s', async (url) => {
    await refused(url, 'page.forbidden');
    expect(network.connections).toEqual([]);
  });

  it('follows redirects to public pages, each checked on its own', async () => {
    server.on('GET /', to('http://other.example/there')).on('GET /there', page('<p>here'));
    expect(await get('http://public.example/')).toMatchObject({
      url: 'http://other.example/there',
      text: 'here',
    });
    expect(network.connections).toEqual([`${PUBLIC}:80`, '1.1.1.1:80']);
  });

  it.each([
    'http://10.0.0.1/',
    'http://inside.example/',
    'file:///etc/passwd',
    'http://other.example:22/',
    '//[::1]/',
  ])('follows no redirect to %s', async (location) => {
    server.on('GET /', to(location));
    await refused('http://public.example/', 'page.forbidden');
    expect(network.connections).toEqual([`${PUBLIC}:80`]);
  });

  it('connects to the address that it checked, whatever the name says a moment later', async () => {
    server.on('GET /', page('<p>first')).on('GET /again', to('http://rebinding.example/'));
    expect(await get('http://rebinding.example/')).toMatchObject({ text: 'first' });
    expect(network.resolved).toEqual(['rebinding.example']);
    expect(network.connections).toEqual([`${PUBLIC}:80`]);
    await refused('http://public.example/again', 'page.forbidden');
    expect(network.connections).toEqual([`${PUBLIC}:80`, `${PUBLIC}:80`]);
  });

  it('gives up on a circle of redirects', async () => {
    server.on('GET /', to('/'));
    await refused('http://public.example/', 'page.unusable');
    expect(network.connections).toHaveLength(LIMITS.maxRedirects + 1);
  });

  it.each<readonly [string, FakeHandler]>([
    ['that is no text', page('x', { 'content-type': 'application/pdf' })],
    ['of no type', page('x', { 'content-type': '' })],
    ['that is compressed', page('x', { 'content-encoding': 'gzip' })],
    ['that is too long', page('x'.repeat(LIMITS.maxBytes + 1))],
    ['that is an error', (_request, response) => void response.writeHead(500).end('no')],
    ['that breaks off', (request) => void request.socket.destroy()],
  ])('does not use a page %s', async (_what, handler) => {
    server.on('GET /', handler);
    await refused('http://public.example/', 'page.unusable');
  });

  it.each<readonly [string, FakeHandler]>([
    ['never comes', () => undefined],
    [
      'never ends',
      (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).write('x'),
    ],
  ])('waits no longer than it may for a page that %s', async (_what, handler) => {
    server.on('GET /', handler);
    fetcher = new PageFetcher(IMPATIENT, network);
    await refused('http://public.example/', 'page.unusable');
  });

  it('knows no page of a name without an address', async () => {
    await refused('http://nowhere.example/', 'page.unusable');
    await refused('http://unheard-of.example/', 'page.unusable');
  });

  it('trusts no certificate that does not bear the name', async () => {
    // The test's server speaks no TLS at all: the handshake fails, and so does the page.
    await refused('https://public.example/', 'page.unusable');
    expect(network.connections).toEqual([`${PUBLIC}:443`]);
  });

  it('stops with the reason of its caller, also while a name is looked up', async () => {
    const caller = new AbortController();
    const slow = new PageFetcher(IMPATIENT, {
      resolve: () => new Promise(() => undefined),
      connect: () => connect(1),
    });
    const fetched = slow.fetch('http://public.example/', caller.signal);
    caller.abort(new Error('paused'));
    await expect(fetched).rejects.toThrow('paused');
    await expect(slow.fetch('http://public.example/', never)).rejects.toMatchObject({
      code: 'page.unusable',
    });
  });
});
