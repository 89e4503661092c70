import type { ServerResponse } from 'node:http';
import type { RunFrame } from './run-frame';

type ReplyHeaders = Readonly<Record<string, string | number | string[] | undefined>>;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-store, no-transform',
  // nginx would otherwise hold frames back until its buffer is full.
  'x-accel-buffering': 'no',
  // A connection that is kept after the stream would hold up a process that stops.
  connection: 'close',
};
/** How long a browser waits before it connects again, in ms. */
const RECONNECT_MS = 2_000;
/** Heartbeats for which a client may leave its socket full before it is cut off. */
const STALLED_HEARTBEATS = 3;

/** One response that stays open as a stream of server-sent events. */
export class SseConnection {
  private readonly gone = new AbortController();
  private heartbeat: NodeJS.Timeout | undefined;
  private stalled = 0;

  constructor(private readonly raw: ServerResponse) {
    raw.once('close', () => this.release());
    if (raw.destroyed) this.release();
  }

  /** Fires when the client has gone or is let go. */
  get signal(): AbortSignal {
    return this.gone.signal;
  }

  open(headers: ReplyHeaders, heartbeatMs: number): void {
    this.raw.writeHead(200, { ...headers, ...HEADERS });
    this.raw.write(`retry: ${RECONNECT_MS}\n\n`);
    if (!this.gone.signal.aborted) this.heartbeat = setInterval(() => this.beat(), heartbeatMs);
  }

  /** Writes a frame and waits until the client has taken what was written before it. */
  async send(frame: RunFrame): Promise<void> {
    if (this.gone.signal.aborted || frame.kind === 'end') return;
    if (!this.raw.write(toText(frame))) await this.drained();
  }

  /** Stops sending: whoever waits for the client goes on and closes. */
  letGo(): void {
    this.release();
  }

  close(): void {
    this.release();
    // What waits for a client that does not read would keep the connection open.
    if (this.raw.writableNeedDrain) this.raw.destroy();
    else this.raw.end();
  }

  private beat(): void {
    if (!this.raw.writableNeedDrain) {
      this.stalled = 0;
      this.raw.write(': heartbeat\n\n');
      return;
    }
    this.stalled += 1;
    if (this.stalled >= STALLED_HEARTBEATS) this.raw.destroy();
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.raw.off('drain', done);
        this.gone.signal.removeEventListener('abort', done);
        resolve();
      };
      this.raw.once('drain', done);
      this.gone.signal.addEventListener('abort', done, { once: true });
    });
  }

  private release(): void {
    clearInterval(this.heartbeat);
    this.gone.abort();
  }
}

/** A snapshot without an id clears the one that the client holds; other frames leave it as it is. */
function toText(frame: Exclude<RunFrame, { kind: 'end' }>): string {
  const name = frame.kind === 'event' ? frame.data.type : frame.kind;
  const id = frame.kind === 'resync' ? '' : `id: ${frame.id ?? ''}\n`;
  return `${id}event: ${name}\ndata: ${JSON.stringify(frame.data)}\n\n`;
}
