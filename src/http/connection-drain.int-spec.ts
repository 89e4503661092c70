import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { drainConnections } from './connection-drain';

/** Longer than any test may take: nothing here ends because it got old. */
const FOR_EVER_MS = 600_000;

describe('drainConnections', () => {
  let server: Server;
  let stopping: AbortController;
  let port: number;

  beforeEach(async () => {
    stopping = new AbortController();
    server = createServer({ keepAliveTimeout: FOR_EVER_MS, requestTimeout: 0, headersTimeout: 0 });
    drainConnections(server, stopping.signal);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });

  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    await closed;
  };

  it('does not wait for a connection on which nothing was ever asked', async () => {
    const socket = connect(port, '127.0.0.1');
    await once(server, 'connection');
    stopping.abort();
    await close();
    socket.destroy();
  });

  it('answers the request that is under way and then lets its connection go', async () => {
    const agent = new Agent({ keepAlive: true });
    const asked = once(server, 'request');
    const answered = once(get({ port, host: '127.0.0.1', agent }), 'response');
    const [, response] = (await asked) as [IncomingMessage, ServerResponse];
    stopping.abort();
    const closed = close();
    response.end('done');
    const [answer] = (await answered) as [IncomingMessage];
    expect(await answer.setEncoding('utf8').toArray()).toEqual(['done']);
    await closed;
    agent.destroy();
  });

  it('takes no new connection while it waits', async () => {
    stopping.abort();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'close');
    await close();
  });

  it('leaves connections alone as long as the process goes on', async () => {
    server.on('request', (_request: IncomingMessage, response: ServerResponse) => response.end());
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports: (number | undefined)[] = [];
    for (let request = 0; request < 2; request += 1) {
      const [answer] = (await once(get({ port, host: '127.0.0.1', agent }), 'response')) as [IncomingMessage];
      ports.push(answer.socket.localPort);
      await answer.toArray();
    }
    expect(ports[1]).toBe(ports[0]);
    agent.destroy();
    await close();
  });
});
