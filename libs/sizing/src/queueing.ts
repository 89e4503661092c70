/** From this many servers on Erlang B is read from the Poisson law: the recurrence would take a step for each. */
const MANY_SERVERS = 256;

/**
 * Erlang C: the probability that an arrival waits, with `servers` servers and an offered load of a = lambda/mu
 * Erlang (a < servers), from Erlang B. Source: Kleinrock, Queueing Systems.
 */
export function erlangC(servers: number, offered: number): number {
  if (offered <= 0) return 0;
  if (offered >= servers) return 1;
  const blocking =
    servers < MANY_SERVERS ? erlangBByRecurrence(servers, offered) : erlangBByPoisson(servers, offered);
  return blocking / (1 - (offered / servers) * (1 - blocking));
}

/** B(c) = a B(c-1) / (c + a B(c-1)), which neither overflows nor loses digits. */
function erlangBByRecurrence(servers: number, offered: number): number {
  let blocking = 1;
  for (let c = 1; c <= servers; c++) blocking = (offered * blocking) / (c + offered * blocking);
  return blocking;
}

/**
 * B = p(c) / P(N <= c) for a Poisson number N of mean a < c: p by Stirling's series, the tail by the ratios a/(c+n) of
 * its terms, of which some ten times the root of c count.
 */
function erlangBByPoisson(servers: number, offered: number): number {
  const short = (offered - servers) / servers;
  const logarithm =
    servers * (Math.log1p(short) - short) -
    Math.log(2 * Math.PI * servers) / 2 -
    1 / (12 * servers) +
    1 / (360 * servers ** 3);
  const exact = Math.exp(logarithm);
  let term = exact;
  let tail = 0;
  for (let n = 1; term > Number.EPSILON * exact; n++) {
    term *= offered / (servers + n);
    tail += term;
  }
  return exact / (1 - tail);
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
