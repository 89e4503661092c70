import { meanOf, sigmaOf } from '@app/sizing';
import type { ApiTokenSpread } from './api-price';

/** The standard normal distribution function (Abramowitz and Stegun 7.1.26, error below 1.5e-7). */
export function normalCdf(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const series =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const erf = 1 - series * Math.exp(-z * z);
  return x >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
}

/** Of log-normal prompts, the share of requests above a threshold and the tokens that those carry per request of all. */
export function beyondThreshold(
  spread: ApiTokenSpread,
  threshold: number,
): { readonly share: number; readonly tokens: number } {
  const sigma = sigmaOf(spread);
  if (sigma === 0) {
    return spread.p50 > threshold ? { share: 1, tokens: spread.p50 } : { share: 0, tokens: 0 };
  }
  const distance = (Math.log(threshold) - Math.log(spread.p50)) / sigma;
  return { share: 1 - normalCdf(distance), tokens: meanOf(spread) * normalCdf(sigma - distance) };
}
