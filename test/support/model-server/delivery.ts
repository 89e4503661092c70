import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './behaviour';

const DRIP_MS = 100;

/** An answer ready to be sent: a whole has one piece. */
export interface Delivery {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly string[];
  readonly streamed: boolean;
}

/** Sends an answer, or what a fault makes of it. Resolves with whether the answer left complete. */
export async function deliver(
  response: ServerResponse,
  delivery: Delivery,
  fault: Fault,
  gone: AbortSignal,
): Promise<boolean> {
  if (gone.aborted) return false;
  if (fault === 'drop') {
    response.socket?.destroy();
    return false;
  }
  const bytes = delivery.pieces.map((piece) => Buffer.from(piece));
  const size = bytes.reduce((sum, { length }) => sum + length, 0);
  response.writeHead(delivery.status, {
    ...delivery.headers,
    ...(delivery.streamed ? { 'Cache-Control': 'no-cache' } : { 'Content-Length': `${size}` }),
  });
  if (fault === 'drop-midway') return await dropAfterHalf(response, Buffer.concat(bytes));
  if (fault === 'slow-drip') await drip(response, Buffer.concat(bytes), gone);
  else await writeAll(response, bytes, gone);
  if (gone.aborted) return false;
  response.end();
  // The client may leave while the last bytes are on their way.
  await Promise.race([once(response, 'finish'), aborted(gone)]);
  return response.writableFinished;
}

/** Resolves once the client is gone. */
export async function aborted(gone: AbortSignal): Promise<void> {
  if (!gone.aborted) await once(gone, 'abort');
}

async function writeAll(
  response: ServerResponse,
  pieces: readonly Buffer[],
  gone: AbortSignal,
): Promise<void> {
  for (const piece of pieces) {
    if (gone.aborted) return;
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), aborted(gone)]);
  }
}

async function drip(response: ServerResponse, bytes: Buffer, gone: AbortSignal): Promise<void> {
  for (let i = 0; i < bytes.length && !gone.aborted; i += 1) {
    response.write(bytes.subarray(i, i + 1));
    await pause(DRIP_MS, undefined, { signal: gone }).catch(() => undefined);
  }
}

async function dropAfterHalf(response: ServerResponse, bytes: Buffer): Promise<boolean> {
  await new Promise((sent) => response.write(bytes.subarray(0, bytes.length / 2), sent));
  response.socket?.destroy();
  return false;
}
