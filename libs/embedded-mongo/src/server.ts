import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { Cursors } from './commands/cursors';
import { dispatch } from './commands/dispatch';
import { MongoFault } from './mongo-fault';
import { Store } from './storage/store';
import { expireDocuments } from './storage/expiry';
import { serveConnection } from './wire/connection';

export interface EmbeddedMongoOptions {
  /** The directory of the data file, made when missing; `:memory:` keeps nothing. */
  readonly dataDir: string;
  /** The address to listen on; the loopback address unless told otherwise, for there is no authentication. */
  readonly host?: string;
  /** 0 or none: a free port. */
  readonly port?: number;
  /** How often documents whose TTL index has run out are deleted, in milliseconds; MongoDB's 60 s by default. */
  readonly ttlSweepMs?: number;
}

export interface EmbeddedMongo {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts the server in this process. @throws DataDirectoryError, or the system's error when it cannot listen. */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const { dataDir, host = '127.0.0.1', port = 0, ttlSweepMs = 60_000 } = options;
  const store = new Store(dataDir);
  const cursors = new Cursors();
  const context = { store, cursors, startedAt: new Date() };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveConnection(socket, (body) => dispatch(body, context));
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    store.close();
    throw error;
  }
  const sweep = setInterval(() => {
    cursors.sweep();
    try {
      expireDocuments(store, Date.now());
    } catch (error) {
      // A full disk: what has expired is still there at the next sweep.
      if (!(error instanceof MongoFault)) throw error;
    }
  }, ttlSweepMs);
  sweep.unref();
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `mongodb://${host.includes(':') ? `[${host}]` : host}:${bound}/`,
    async close() {
      clearInterval(sweep);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      store.close();
    },
  };
}
