import type { TokenSpread } from './serving';

/** The 95th percentile of the standard normal distribution. */
const Z95 = 1.645;

/** sigma of the log-normal that has this median and 95th percentile: ln(p95/p50)/1.645; 0 when they are equal. */
export function sigmaOf(spread: TokenSpread): number {
  return Math.max(0, Math.log(spread.p95 / spread.p50) / Z95);
}

/** The mean of that log-normal: p50 exp(sigma^2/2). */
export function meanOf(spread: TokenSpread): number {
  return spread.p50 * Math.exp(sigmaOf(spread) ** 2 / 2);
}

/** The mean of the squares: mean^2 exp(sigma^2). */
export function meanSquareOf(spread: TokenSpread): number {
  return meanOf(spread) ** 2 * Math.exp(sigmaOf(spread) ** 2);
}

/** The squared coefficient of variation: exp(sigma^2) - 1. */
export function variationOf(spread: TokenSpread): number {
  return Math.expm1(sigmaOf(spread) ** 2);
}
