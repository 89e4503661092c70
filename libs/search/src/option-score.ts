import { SEARCH_AXES, type SearchWeights } from './search-axis';

/**
 * The weighted product of an option as a logarithm: sum of weight x ln(value), risk as 1 + points. With it a share saved
 * on one axis counts the same wherever the option stands, and an option's score hangs on no other option. null where
 * an axis that counts is not known: what is not known cannot be recommended.
 */
export function scoreOf(
  values: Readonly<Record<(typeof SEARCH_AXES)[number], number | null>>,
  weights: SearchWeights,
): number | null {
  let score = 0;
  for (const axis of SEARCH_AXES) {
    const weight = weights[axis];
    if (weight === 0) continue;
    const value = values[axis];
    if (value === null || !Number.isFinite(value)) return null;
    score += weight * Math.log(axis === 'risk' ? 1 + value : Math.max(value, LEAST));
  }
  return score;
}

/** A value of 0 has no logarithm; a millionth of a dollar, millisecond or kilogram stands for it. */
const LEAST = 1e-6;
