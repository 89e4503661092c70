import { setTimeout as delay } from 'node:timers/promises';

/** How long work that was told to stop may take to tidy up. */
const GRACE_MS = 250;

/**
 * Does work that stops by itself when the signal fires, and gives up on it a moment later when it does not.
 * @throws what the work throws; the signal's reason
 */
export async function settledBy<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const done = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const onAbort = () => {
      void delay(GRACE_MS, undefined, { signal: done.signal })
        .catch(() => undefined)
        .then(() => reject(signal.reason as Error));
    };
    signal.addEventListener('abort', onAbort, { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    done.abort();
  }
}
