import type { StackEnvironment } from '@app/platform';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@app/kernel';
import type { LocalStack, LocalStackOptions, StackListener, StackRecord } from '@app/local-stack';
import { askStatus, runningStack, startLocalStack } from '@app/local-stack';
import { stackNeverReady } from './assess.errors';

/** A server to send work to, and what is left to do when the work is done. */
export interface Server {
  readonly url: string;
  /** Stops what was started for it, if anything was. */
  release(): Promise<void>;
  /** The same at once, without order. */
  kill(): void;
}

export interface ServerWish {
  readonly environment: StackEnvironment;
  readonly listener: StackListener;
  readonly signal: AbortSignal;
  /** How the stack is started: replaced in tests. */
  readonly start?: (options: LocalStackOptions) => Promise<LocalStack>;
}

const LOOK_AGAIN_MS = 200;
const LONGEST_START_MS = 90_000;

/** A server of somebody else's: nothing to stop. */
export function foreignServer(url: string): Server {
  return { url, release: async () => undefined, kill: () => undefined };
}

/**
 * The stack that runs on this machine's data, or one started for this command on free ports with the same data, so
 * that the run is there when a stack is started later. When another short-lived command holds the data, which may end
 * before this one does, the stack gets temporary data of its own.
 */
export async function localServer(wish: ServerWish): Promise<Server> {
  const dataDir = resolve(wish.environment.dataDir);
  const running = runningStack(dataDir);
  if (running === null) {
    try {
      return await startedFor(wish, dataDir);
    } catch (error) {
      // Somebody else was faster between the look and the start.
      if (!(error instanceof AppError) || error.code !== 'stack.already-running') throw error;
    }
  }
  if ((running ?? runningStack(dataDir))?.purpose === 'errand') return onTemporaryData(wish);
  const url = await serviceUrl(dataDir, wish.signal);
  wish.listener.step(`Using the stack that runs at ${url}.`);
  return foreignServer(url);
}

async function startedFor(wish: ServerWish, dataDir: string): Promise<Server> {
  const { environment, listener, signal, start = startLocalStack } = wish;
  const stack = await start({
    environment: { ...environment, dataDir },
    listener,
    signal,
    purpose: 'errand',
    ports: 'free',
  });
  return { url: stack.apiUrl, release: () => stack.stop(), kill: () => stack.kill() };
}

async function onTemporaryData(wish: ServerWish): Promise<Server> {
  const directory = await mkdtemp(join(tmpdir(), 'infra-mind-'));
  const discard = (): Promise<void> => rm(directory, { recursive: true, force: true, maxRetries: 3 });
  try {
    const server = await startedFor(wish, directory);
    return { ...server, release: () => server.release().finally(discard) };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** Waits for a stack that may be starting. @throws stack.never-ready */
async function serviceUrl(dataDir: string, signal: AbortSignal): Promise<string> {
  let record: StackRecord | null = null;
  for (let waited = 0; waited < LONGEST_START_MS; waited += LOOK_AGAIN_MS) {
    record = runningStack(dataDir);
    if (record === null) break;
    if (record.apiUrl !== null && (await askStatus(`${record.apiUrl}/ready`)) === 200) return record.apiUrl;
    await delay(LOOK_AGAIN_MS, undefined, { signal });
  }
  throw stackNeverReady(dataDir, record?.holder.pid ?? null);
}
