import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type FakeHandler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** What a request was, for assertions. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A loopback HTTP server that answers by `METHOD /path`: for tests of clients of the API. */
export class FakeApi {
  readonly seen: SeenRequest[] = [];
  private readonly handlers = new Map<string, FakeHandler>();
  private readonly server = createServer((request, response) => void this.answer(request, response));

  /** Answers every request to a path, without its query, in one way; a later one replaces it. */
  on(route: string, handler: FakeHandler): this {
    this.handlers.set(route, handler);
    return this;
  }

  /** Answers with JSON. */
  json(route: string, value: unknown, status = 200): this {
    return this.on(route, (_request, response) => {
      const type = status < 400 ? 'application/json' : 'application/problem+json';
      response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(value));
    });
  }

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  /** The requests to one route, oldest first. */
  requests(route: string): SeenRequest[] {
    return this.seen.filter(({ method, path }) => `${method} ${path.split('?')[0]}` === route);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    const { method = '', url = '', headers } = request;
    this.seen.push({ method, path: url, headers, body });
    const handler = this.handlers.get(`${method} ${url.split('?')[0]}`);
    if (handler) handler(request, response, body);
    else response.writeHead(404).end();
  }
}

/** One server-sent event as text. */
export function sseFrame(event: string, data: unknown, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
