/** A queue with `servers` servers: Poisson arrivals, exponential service (M/M/c). Kleinrock, Queueing Systems vol. 1. */
export interface ErlangQueue {
  readonly arrivalsPerSecond: number;
  readonly serviceSeconds: number;
  readonly servers: number;
}

/** Pw, the probability that a request has to wait (Erlang C), by the recursion of Erlang B, which never overflows. */
export function waitProbability({ arrivalsPerSecond, serviceSeconds, servers }: ErlangQueue): number {
  const offered = arrivalsPerSecond * serviceSeconds;
  if (offered >= servers) return 1;
  let blocked = 1;
  for (let count = 1; count <= servers; count += 1)
    blocked = (offered * blocked) / (count + offered * blocked);
  const used = offered / servers;
  return blocked / (1 - used + used * blocked);
}

/** Wq = Pw / (c mu - lambda), seconds; infinity where the load is more than the servers carry. */
export function meanWait(queue: ErlangQueue): number {
  const spare = queue.servers / queue.serviceSeconds - queue.arrivalsPerSecond;
  return spare <= 0 ? Infinity : waitProbability(queue) / spare;
}

/** P(wait > t) = Pw exp(-(c mu - lambda) t). */
export function waitTail(queue: ErlangQueue, seconds: number): number {
  const spare = queue.servers / queue.serviceSeconds - queue.arrivalsPerSecond;
  return spare <= 0 ? 1 : waitProbability(queue) * Math.exp(-spare * seconds);
}

/**
 * Wq = lambda E[S^2] / (2 (1 - rho)) of one server with any service time (M/G/1, Pollaczek and Khinchine), seconds;
 * `variation` is the squared coefficient of variation of the service time.
 */
export function meanWaitOfOneServer(
  arrivalsPerSecond: number,
  serviceSeconds: number,
  variation: number,
): number {
  const used = arrivalsPerSecond * serviceSeconds;
  if (used >= 1) return Infinity;
  return (arrivalsPerSecond * serviceSeconds ** 2 * (1 + variation)) / (2 * (1 - used));
}
