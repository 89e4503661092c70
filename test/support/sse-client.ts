/** One frame of a stream of server-sent events. `data` is what its JSON says. */
export interface SseFrame {
  readonly id: string | null;
  readonly event: string;
  readonly data: unknown;
}

/** Reads a stream of server-sent events frame by frame, as a browser would. */
export class SseClient {
  private text = '';
  /** Comments seen so far: heartbeats. */
  comments = 0;

  private constructor(
    readonly response: Response,
    private readonly reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
    private readonly stop: AbortController,
  ) {}

  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<SseClient> {
    const stop = new AbortController();
    const response = await fetch(url, { headers, signal: stop.signal });
    return new SseClient(response, response.body?.getReader(), stop);
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
      const { value, done } = (await this.reader?.read()) ?? { value: undefined, done: true };
      if (done) return null;
      this.text += Buffer.from(value ?? []).toString();
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
    this.stop.abort();
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
