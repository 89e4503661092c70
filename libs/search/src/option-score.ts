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

/** The same for columns in the order of `SEARCH_AXES`; NaN where an axis that counts is not known. */
export function scoresOf(axes: readonly Float64Array[], size: number, weights: SearchWeights): Float64Array {
  const scores = new Float64Array(size);
  SEARCH_AXES.forEach((axis, place) => {
    const weight = weights[axis];
    const column = axes[place];
    if (weight === 0 || column === undefined) return;
    for (let index = 0; index < size; index++) {
      const value = column[index] as number;
      const read = axis === 'risk' ? 1 + value : value < LEAST ? LEAST : value;
      scores[index] = (scores[index] as number) + weight * Math.log(read);
    }
  });
  return scores;
}
