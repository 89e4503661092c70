import { AppError } from '@app/kernel';
import type { PinoLogger } from 'nestjs-pino';
import type { RawData, WebSocket } from 'ws';
import type { RunFollowService } from './run-follow.service';
import type { RunFrame } from './run-frame';
import type { SocketMessage } from './socket-message';
import { parseSocketMessage } from './socket-message';

/** What the server says over a WebSocket: a frame of one run, or what was wrong with a message. */
type SocketFrame = { readonly runId: string | null } & (
  | RunFrame
  | {
      readonly kind: 'error';
      readonly id: null;
      readonly data: { readonly code: string; readonly message: string };
    }
);

/** Runs that one client may follow at a time. */
export const SUBSCRIPTIONS_PER_SOCKET = 100;
/** A client that lets this many bytes of answers pile up is not reading. */
const UNSENT_BYTES = 1_048_576;
const GOING_AWAY = 1001;

/** One client on a WebSocket and the runs that it follows. */
export class RunSocket {
  private readonly followed = new Map<string, AbortController>();
  private heartbeat: NodeJS.Timeout | undefined;
  private isAlive = true;

  constructor(
    private readonly socket: WebSocket,
    private readonly tenantId: string,
    private readonly follow: RunFollowService,
    private readonly logger: PinoLogger,
  ) {}

  start(heartbeatMs: number): void {
    this.socket.on('message', (data, isBinary) => this.receive(data, isBinary));
    this.socket.on('pong', () => (this.isAlive = true));
    this.socket.once('close', () => this.release());
    this.heartbeat = setInterval(() => this.beat(), heartbeatMs);
  }

  /** Ends it because the process stops. */
  letGo(): void {
    this.release();
    this.socket.close(GOING_AWAY, 'The server is stopping. Connect again.');
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (this.socket.bufferedAmount > UNSENT_BYTES) {
      this.socket.terminate();
      return;
    }
    try {
      this.obey(parseSocketMessage(isBinary ? '' : textOf(data)));
    } catch (error) {
      void this.fail(null, error);
    }
  }

  private obey(message: SocketMessage): void {
    if ('subscribe' in message) {
      void this.subscribe(message.subscribe, message.lastEventId || null);
      return;
    }
    this.followed.get(message.unsubscribe)?.abort();
    this.followed.delete(message.unsubscribe);
  }

  private async subscribe(runId: string, lastEventId: string | null): Promise<void> {
    const refusal = this.refusalOf(runId);
    if (refusal) {
      await this.fail(runId, refusal);
      return;
    }
    const stop = new AbortController();
    this.followed.set(runId, stop);
    try {
      const frames = await this.follow.open(
        { tenantId: this.tenantId, runId, signal: stop.signal },
        lastEventId,
      );
      if (frames === null) await this.send({ runId, kind: 'end', id: null, data: { reason: 'run-ended' } });
      else for await (const frame of frames) if (!stop.signal.aborted) await this.send({ runId, ...frame });
    } catch (error) {
      if (!stop.signal.aborted) await this.fail(runId, error);
    } finally {
      stop.abort();
      // The client may have subscribed again meanwhile.
      if (this.followed.get(runId) === stop) this.followed.delete(runId);
    }
  }

  private refusalOf(runId: string): AppError | null {
    if (this.followed.has(runId)) {
      const message = 'You follow this run already. Unsubscribe first to start from another event.';
      return new AppError({ kind: 'conflict', code: 'stream.already-subscribed', message });
    }
    if (this.followed.size < SUBSCRIPTIONS_PER_SOCKET) return null;
    const message = `One connection follows up to ${SUBSCRIPTIONS_PER_SOCKET} runs. Unsubscribe from one or open another.`;
    return new AppError({ kind: 'conflict', code: 'stream.too-many-subscriptions', message });
  }

  private fail(runId: string | null, error: unknown): Promise<void> {
    const known = error instanceof AppError && error.kind !== 'internal' ? error : null;
    if (!known) this.logger.error({ err: error, runId }, 'Following a run failed');
    const data = known
      ? { code: known.code, message: known.message }
      : { code: 'internal', message: 'Something went wrong on our side. Subscribe again.' };
    return this.send({ runId, kind: 'error', id: null, data });
  }

  /** Done when the bytes have left, so that a client that reads slowly slows its own streams down. */
  private send(frame: SocketFrame): Promise<void> {
    return new Promise((resolve) => this.socket.send(JSON.stringify(frame), () => resolve()));
  }

  private beat(): void {
    if (!this.isAlive) {
      this.socket.terminate();
      return;
    }
    this.isAlive = false;
    this.socket.ping();
  }

  private release(): void {
    clearInterval(this.heartbeat);
    for (const stop of this.followed.values()) stop.abort();
    this.followed.clear();
  }
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
}
