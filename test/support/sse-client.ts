import { once } from 'node:events';
import { type IncomingMessage, get } from 'node:http';

/** One frame of a stream of server-sent events. `data` is what its JSON says. */
export interface SseFrame {
  readonly id: string | null;
  readonly event: string;
  readonly data: unknown;
}

/** Reads a stream of server-sent events frame by frame, as a browser would, on a connection of its own. */
export class SseClient {
  /** Heartbeats seen so far. */
  comments = 0;
  private text = '';
  private readonly chunks: AsyncIterator<string>;

  private constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    this.chunks = response[Symbol.asyncIterator]() as AsyncIterator<string>;
  }

  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<SseClient> {
    const [response] = (await once(get(url, { headers, agent: false }), 'response')) as [IncomingMessage];
    return new SseClient(response);
  }

  get status(): number {
    return this.response.statusCode ?? 0;
  }

  header(name: string): string {
    return String(this.response.headers[name] ?? '');
  }

  /** The next frame, or null when the stream is over. */
  async next(): Promise<SseFrame | null> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.text.slice(0, end);
        this.text = this.text.slice(end + 2);
        const frame = this.frameOf(block);
        if (frame) return frame;
        continue;
      }
      const { value, done } = await this.chunks.next();
      if (done) return null;
      this.text += value;
    }
  }

  async take(count: number): Promise<SseFrame[]> {
    const frames: SseFrame[] = [];
    while (frames.length < count) {
      const frame = await this.next();
      if (!frame) break;
      frames.push(frame);
    }
    return frames;
  }

  /** Every frame until the server ends the stream. */
  rest(): Promise<SseFrame[]> {
    return this.take(Infinity);
  }

  /** Goes away, as a browser that is closed. */
  close(): void {
    this.response.destroy();
  }

  private frameOf(block: string): SseFrame | null {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      if (line.startsWith(':')) this.comments += 1;
      const [, name, value] = /^([^:]+):\s?(.*)$/.exec(line) ?? [];
      if (name !== undefined) fields.set(name, value ?? '');
    }
    const data = fields.get('data');
    if (data === undefined) return null;
    return { id: fields.get('id') ?? null, event: fields.get('event') ?? 'message', data: JSON.parse(data) };
  }
}
