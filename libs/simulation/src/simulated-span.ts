/** Requests that a scenario counts at the least, and simulates at the most: enough for a 95th percentile, in a moment. */
export const COUNTED_REQUESTS = 6_000;
export const MOST_SIMULATED = 40_000;
/** Requests up to which a launch or a failure is simulated at its whole length. */
export const MOST_IN_TROUBLE = 120_000;
/** A month: an autoscaler looks at its fleet every few seconds of it, also where a request comes once a day. */
export const LONGEST_SIMULATED_SECONDS = 30 * 86_400;
/** Of the simulated time, what passes before anything counts. */
export const WARM_UP = 0.1;

/**
 * Seconds that a scenario simulates in which neither load nor fleet change: until 6,000 requests have been counted; at
 * least ten times as long as a replica needs to start, so that an autoscaler can be seen to settle; and no more than
 * 40,000 requests or 30 days, in which fewer requests count where they are rare.
 */
export function simulatedSeconds(
  ratePerSecond: number,
  coldStartSeconds: number,
  latencySeconds: number,
): number {
  const enough = COUNTED_REQUESTS / ratePerSecond / (1 - WARM_UP);
  const long = Math.max(enough, 10 * coldStartSeconds, 50 * latencySeconds);
  return Math.min(long, MOST_SIMULATED / ratePerSecond, LONGEST_SIMULATED_SECONDS);
}
