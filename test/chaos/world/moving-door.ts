import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A loopback address that leads to one server and, when told so, to another, as a virtual address does that moves. */
export class MovingDoor {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private target: number | null = null;

  constructor() {
    this.server = createServer((client) => {
      if (this.target === null) {
        client.destroy();
        return;
      }
      const upstream = connect(this.target, '127.0.0.1');
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.sockets.add(from);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.sockets.delete(from);
          to.destroy();
        });
        from.pipe(to);
      }
    });
  }

  async open(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** Where it leads until it is moved. */
  leadFirstTo(port: number): void {
    this.target ??= port;
  }

  /** Leads elsewhere from now on; who is inside is thrown out. */
  leadTo(port: number): void {
    this.target = port;
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}
