/**
 * Erlang C: the probability that an arrival waits, with `servers` servers and an offered load of a = lambda/mu
 * Erlang (a < servers). Computed through the Erlang B recurrence B(c) = a B(c-1) / (c + a B(c-1)), which neither
 * overflows nor loses digits. Source: Kleinrock, Queueing Systems.
 */
export function erlangC(servers: number, offered: number): number {
  if (offered <= 0) return 0;
  if (offered >= servers) return 1;
  let blocking = 1;
  for (let c = 1; c <= servers; c++) blocking = (offered * blocking) / (c + offered * blocking);
  return blocking / (1 - (offered / servers) * (1 - blocking));
}

/** A queue in front of equal servers. Rates per second, variations squared and dimensionless. */
export interface Queue {
  readonly servers: number;
  readonly arrivalsPerSecond: number;
  readonly serviceSeconds: number;
  /** Squared coefficients of variation of the times between arrivals (1 for Poisson) and of service. */
  readonly arrivalVariation: number;
  readonly serviceVariation: number;
}

/**
 * Mean wait in seconds by Allen-Cunneen with Sakasegawa's exponent:
 * Wq = (Ca^2 + Cs^2)/2 x rho^(sqrt(2(c+1)) - 1) / (c (1 - rho)) x 1/mu. With one server it is Kingman's.
 * Infinity at or above full load. Source: Hopp and Spearman, Factory Physics.
 */
export function meanWaitSeconds(queue: Queue): number {
  const { servers: c, serviceSeconds } = queue;
  const rho = (queue.arrivalsPerSecond * serviceSeconds) / c;
  if (rho >= 1) return Infinity;
  if (rho <= 0) return 0;
  const variation = (queue.arrivalVariation + queue.serviceVariation) / 2;
  return ((variation * rho ** (Math.sqrt(2 * (c + 1)) - 1)) / (c * (1 - rho))) * serviceSeconds;
}

/**
 * The probability of waiting longer than `seconds`: Pw exp(-(c mu - lambda) t), the rate divided by
 * (Ca^2 + Cs^2)/2 for service that is not exponential. Source: Kleinrock; Allen-Cunneen for the correction.
 */
export function waitTail(queue: Queue, seconds: number): number {
  const { servers: c, serviceSeconds, arrivalsPerSecond } = queue;
  const spare = c / serviceSeconds - arrivalsPerSecond;
  if (spare <= 0) return 1;
  const variation = Math.max((queue.arrivalVariation + queue.serviceVariation) / 2, Number.EPSILON);
  return erlangC(c, arrivalsPerSecond * serviceSeconds) * Math.exp((-spare * seconds) / variation);
}
