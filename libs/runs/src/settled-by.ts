import { setTimeout as delay } from 'node:timers/promises';

/**
 * Does work that stops by itself when the signal fires, and gives up on it when it takes longer than `graceMs` to tidy up.
 * @throws what the work throws; the signal's reason
 */
export async function settledBy<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
  { graceMs = 0 } = {},
): Promise<T> {
  signal.throwIfAborted();
  const done = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    const onAbort = () => {
      if (graceMs === 0) return giveUp();
      void delay(graceMs, undefined, { signal: done.signal })
        .catch(() => undefined)
        .then(giveUp);
    };
    signal.addEventListener('abort', onAbort, { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    done.abort();
  }
}
