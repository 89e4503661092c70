import { connect } from 'node:net';

const CONNECT_WITHIN_MS = 3_000;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { redis: 6379, rediss: 6379, mongodb: 27017 };

export interface StorePlace {
  readonly host: string;
  readonly port: number;
}

/**
 * Host and port of a store's address, of the first server where it names several. Null for one that names no host to
 * connect to: `mongodb+srv` asks the name service.
 */
export function storePlace(url: string): StorePlace | null {
  const [, scheme = '', hosts = ''] = /^([a-z+]+):\/\/(?:[^@/]*@)?([^/?]+)/i.exec(url) ?? [];
  const fallback = DEFAULT_PORTS[scheme];
  const [, host, port] = /^(\[[^\]]+\]|[^:,]+)(?::(\d+))?/.exec(hosts.split(',')[0] ?? '') ?? [];
  if (fallback === undefined || host === undefined) return null;
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? fallback : Number(port) };
}

/** Whether something accepts connections at a store's address; true where that cannot be tried. */
export function acceptsConnections(url: string): Promise<boolean> {
  const place = storePlace(url);
  if (place === null) return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect(place.port, place.host);
    const settle = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.setTimeout(CONNECT_WITHIN_MS, () => settle(false));
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
