import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { WsAdapter } from '@nestjs/platform-ws';
import type { IncomingMessage } from 'node:http';
import type { VerifyClientCallbackAsync, WebSocket, WebSocketServer } from 'ws';
import { KnownHosts } from './known-hosts';

type Asked = Parameters<VerifyClientCallbackAsync<IncomingMessage>>[0];
type Answer = Parameters<VerifyClientCallbackAsync<IncomingMessage>>[1];
type Options = Parameters<WsAdapter['create']>[1] & {
  readonly verifyClient?: VerifyClientCallbackAsync<IncomingMessage>;
};

/** WebSockets for callers that name this API by a name of its own; what clients do wrong is no error of ours. */
export class EventSocketAdapter extends WsAdapter {
  private readonly hosts: KnownHosts;

  constructor(app: NestFastifyApplication) {
    super(app);
    this.hosts = app.get(KnownHosts);
  }

  override create(port: number, options: Options = {}): unknown {
    const { verifyClient } = options;
    return super.create(port, {
      ...options,
      verifyClient: (asked: Asked, answer: Answer) => {
        const refusal = this.hosts.refusalOf(asked.req.headers.host);
        if (refusal) answer(false, 403, refusal.message, { 'Content-Type': 'text/plain; charset=utf-8' });
        else if (verifyClient) verifyClient(asked, answer);
        else answer(true);
      },
    });
  }

  override bindErrorHandler(server: WebSocketServer): WebSocketServer {
    server.on('connection', (socket: WebSocket) =>
      socket.on('error', ({ message }) => this.logger.debug(`A WebSocket was closed: ${message}`)),
    );
    server.on('error', (error) => this.logger.error(error));
    return server;
  }
}
