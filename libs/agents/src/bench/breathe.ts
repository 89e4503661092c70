import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Between two pieces of work: lets the process renew locks, send events and hear a cancellation, and throws the
 * signal's reason if there was one.
 */
export async function breathe(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await nextTurn();
  signal.throwIfAborted();
}
