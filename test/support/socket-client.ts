import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';

export interface SocketFrame {
  readonly runId: string | null;
  readonly kind: string;
  readonly id: string | null;
  readonly data: unknown;
}

/** A client on a WebSocket that takes frames one at a time. */
export class SocketClient {
  private readonly frames: SocketFrame[] = [];
  private wake: (() => void) | null = null;
  /** The code with which the connection was closed. */
  readonly closed: Promise<number>;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as SocketFrame);
      this.wake?.();
    });
    this.closed = once(socket, 'close').then(([code]) => Number(code));
  }

  static async open(url: string, options: ClientOptions = {}): Promise<SocketClient> {
    const client = new SocketClient(new WebSocket(url, options));
    await once(client.socket, 'open');
    return client;
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  async take(count: number): Promise<SocketFrame[]> {
    while (this.frames.length < count) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    return this.frames.splice(0, count);
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
