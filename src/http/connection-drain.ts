import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Lets a server that closes come to an end. Closing waits for every connection, and three kinds would keep it waiting
 * for a minute: those that a browser opened ahead and never used, those that come later, and those that are kept alive
 * after the request which was under way. Once `stopping` has fired, each is closed as soon as nothing is under way on it.
 */
export function drainConnections(server: Server, stopping: AbortSignal): void {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    if (stopping.aborted) {
      socket.destroy();
      return;
    }
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('upgrade', ({ socket }: IncomingMessage) => unused.delete(socket));
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    unused.delete(socket);
    response.once('finish', () => {
      if (stopping.aborted) socket.destroySoon();
    });
  });
  stopping.addEventListener('abort', () => unused.forEach((socket) => socket.destroy()), { once: true });
}
