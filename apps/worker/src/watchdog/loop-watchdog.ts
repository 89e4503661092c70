import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** What the watching thread is given. */
export interface LoopWatch {
  /** One Int32, which the event loop raises while it turns. */
  readonly beats: SharedArrayBuffer;
  readonly limitMs: number;
  readonly lookEveryMs: number;
}

const LOOKS_PER_LIMIT = 20;
const MOST_BETWEEN_LOOKS_MS = 1_000;

/**
 * Ends this process with SIGKILL once its event loop has not turned for `limitMs`: locks are lost by then, and nothing
 * inside of the loop could say so. Watching keeps no process alive. Returns the way to stop it.
 */
export function watchEventLoop(limitMs: number): () => Promise<void> {
  const lookEveryMs = Math.min(limitMs / LOOKS_PER_LIMIT, MOST_BETWEEN_LOOKS_MS);
  const beats = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const counter = new Int32Array(beats);
  const heart = setInterval(() => Atomics.add(counter, 0, 1), lookEveryMs / 2).unref();
  const workerData: LoopWatch = { beats, limitMs, lookEveryMs };
  const thread = new Worker(join(__dirname, 'loop-watchdog-thread.js'), {
    name: 'loop-watchdog',
    workerData,
    // What was preloaded into the process is not for this thread.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  });
  thread.unref();
  return async () => {
    clearInterval(heart);
    await thread.terminate();
  };
}
