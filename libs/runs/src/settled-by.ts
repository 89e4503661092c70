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
  // Tidied up by hand: aborting a controller for it makes an exception with its stack, for every agent of every run.
  let timer: NodeJS.Timeout | undefined;
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    onAbort = () => {
      if (graceMs === 0) giveUp();
      else timer = setTimeout(giveUp, graceMs);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(timer);
  }
}
