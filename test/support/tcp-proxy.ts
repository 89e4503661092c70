import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A loopback door to a server that can be shut and opened again: the server is away, then it is back. */
export class TcpProxy {
  private server: Server | null = null;
  private port = 0;
  private readonly sockets = new Map<Socket, Socket>();
  private frozen = false;

  constructor(private readonly target: URL) {}

  /** The target's address through this door. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = `${this.port}`;
    return url.toString();
  }

  async open(): Promise<void> {
    const server = createServer((client) => {
      const upstream = connect(Number(this.target.port), this.target.hostname);
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.sockets.set(from, to);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.sockets.delete(from);
          to.destroy();
        });
        if (!this.frozen) from.pipe(to);
      }
    });
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** The server hangs: connections stay, new ones are taken, and nothing comes through until `thaw`. */
  freeze(): void {
    this.frozen = true;
    for (const [from, to] of this.sockets) from.unpipe(to);
  }

  thaw(): void {
    this.frozen = false;
    for (const [from, to] of this.sockets) from.pipe(to);
  }

  /** The connections of now die without a word, as when a machine on the way vanishes; new ones are as good as ever. */
  lose(): void {
    for (const [from, to] of this.sockets) from.unpipe(to);
  }

  async shut(): Promise<void> {
    const server = this.server;
    if (!server) return;
    this.server = null;
    server.close();
    for (const socket of this.sockets.keys()) socket.destroy();
    await once(server, 'close');
  }
}
