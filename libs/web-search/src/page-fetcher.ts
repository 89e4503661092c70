import { AppError } from '@app/kernel';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { type CheckedTarget, checkedTarget } from './checked-target';
import { htmlText } from './html-text';
import { type PageNetwork, SYSTEM_NETWORK } from './page-network';
import { plainText } from './plain-text';
import { readBounded } from './read-bounded';
import { TimeLimit } from './time-limit';
import { pageForbidden, pageUnusable } from './web-search.errors';

/** A page as plain text. It comes from strangers: something to read and to quote, never to obey. */
export interface FetchedPage {
  /** Where it was in the end, after redirects. */
  readonly url: string;
  readonly title: string;
  readonly text: string;
}

export interface PageLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly maxRedirects: number;
  /** Characters of text that are kept. */
  readonly maxText: number;
}

const TEXTUAL: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml', 'text/plain']);

/**
 * Fetches pages of the public web and nothing else: each address, that of every redirect too, is resolved, checked, and
 * then connected to as it was checked, so that a name which changes its mind in between leads nowhere.
 */
export class PageFetcher {
  constructor(
    private readonly limits: PageLimits,
    private readonly network: PageNetwork = SYSTEM_NETWORK,
  ) {}

  /** @throws page.forbidden, page.unusable; the signal's reason */
  async fetch(given: string, signal: AbortSignal): Promise<FetchedPage> {
    signal.throwIfAborted();
    const limit = new TimeLimit(signal, this.limits.timeoutMs);
    try {
      return await raced(limit.signal, this.follow(given, limit.signal));
    } catch (error) {
      signal.throwIfAborted();
      if (limit.isOver) throw pageUnusable(`it took longer than ${this.limits.timeoutMs} ms`);
      throw error instanceof AppError ? error : pageUnusable('the connection failed', error);
    } finally {
      limit.close();
    }
  }

  private async follow(given: string, signal: AbortSignal): Promise<FetchedPage> {
    let next = given;
    for (let hops = 0; hops <= this.limits.maxRedirects; hops += 1) {
      const target = await checkedTarget(next, this.network);
      const response = await this.get(target, signal);
      const status = response.statusCode ?? 0;
      const { location } = response.headers;
      if (status < 300 || status >= 400 || location === undefined) return this.read(target, response);
      response.destroy();
      if (!URL.canParse(location, target.url.href))
        throw pageForbidden('it points to an address that cannot be read');
      next = new URL(location, target.url.href).href;
    }
    throw pageUnusable(`it was redirected more than ${this.limits.maxRedirects} times`);
  }

  private get(target: CheckedTarget, signal: AbortSignal): Promise<IncomingMessage> {
    const { url } = target;
    return new Promise((resolve, reject) => {
      const request = requestHttp(
        {
          method: 'GET',
          host: url.hostname,
          path: `${url.pathname}${url.search}`,
          headers: {
            host: url.host,
            accept: 'text/html, text/plain;q=0.8',
            'accept-encoding': 'identity',
            'user-agent': 'infra-mind (web research of an assessment)',
          },
          createConnection: () => this.open(target),
          signal,
        },
        resolve,
      );
      request.once('error', reject);
      request.end();
    });
  }

  /** To the address that was checked; the name is only told to the other side, and its certificate must bear it. */
  private open({ url, address, port }: CheckedTarget): Duplex {
    const socket = this.network.connect(address, port);
    if (url.protocol === 'http:') return socket;
    const secure = connectTls({ socket, servername: url.hostname.replace(/^\[|\]$/g, '') });
    // Without this an error of the socket below would be nobody's, and end the process.
    socket.once('error', (error) => secure.destroy(error));
    return secure;
  }

  private async read({ url }: CheckedTarget, response: IncomingMessage): Promise<FetchedPage> {
    try {
      const status = response.statusCode ?? 0;
      if (status !== 200) throw pageUnusable(`it answered with status ${status}`);
      const type = (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
      if (!TEXTUAL.has(type))
        throw pageUnusable(`it is ${plainText(type, 60) || 'of no stated type'}, not text`);
      const encoding = response.headers['content-encoding'] ?? 'identity';
      if (encoding !== 'identity') throw pageUnusable('it is compressed, though that was not asked for');
      const body = await readBounded(response, this.limits.maxBytes);
      if (body === null) throw pageUnusable(`it is longer than ${this.limits.maxBytes} bytes`);
      const words = body.toString('utf8');
      if (type === 'text/plain')
        return { url: url.href, title: '', text: plainText(words, this.limits.maxText) };
      return { url: url.href, ...htmlText(words, this.limits.maxText) };
    } finally {
      response.destroy();
    }
  }
}

/** Looking up a name cannot be stopped: whoever waits for it can. */
function raced<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}
