import type { CostBand } from './forecast';

/** Half the width in probability over which the density at a percentile is read off the sample. */
const DENSITY_HALF_WIDTH = 0.02;

/** The value below which a share `q` of a sorted sample lies, linear between neighbours. */
export function percentileOf(sorted: Float64Array, q: number): number {
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (place - below);
}

export function bandOf(sorted: Float64Array): CostBand {
  return {
    p10: percentileOf(sorted, 0.1),
    p50: percentileOf(sorted, 0.5),
    p90: percentileOf(sorted, 0.9),
  };
}

/** The band of a sample in any order, which it partly orders: three selections instead of a whole sort. */
export function bandOfUnsorted(values: Float64Array): CostBand {
  const at = (q: number, from: number): { readonly value: number; readonly place: number } => {
    const exact = q * (values.length - 1);
    const place = Math.floor(exact);
    select(values, place, from);
    const low = values[place] as number;
    if (exact === place) return { value: low, place };
    let high = values[place + 1] as number;
    for (let i = place + 2; i < values.length; i++)
      if ((values[i] as number) < high) high = values[i] as number;
    return { value: low + (high - low) * (exact - place), place };
  };
  const p10 = at(0.1, 0);
  const p50 = at(0.5, p10.place);
  const p90 = at(0.9, p50.place);
  return { p10: p10.value, p50: p50.value, p90: p90.value };
}

/** Puts the value of rank `place` there, no greater ones before and no smaller ones behind it (Hoare's selection). */
function select(values: Float64Array, place: number, from: number): void {
  let low = from;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = swapped;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else return;
  }
}

/**
 * The standard error of a percentile: sqrt(q(1-q)/N)/f(x_q), the density f being the share of the sample around it
 * over the width that this share covers (Morgan and Henrion, Uncertainty, 1990). 0 for a sample without spread.
 */
export function percentileError(sorted: Float64Array, q: number): number {
  const width =
    percentileOf(sorted, Math.min(1, q + DENSITY_HALF_WIDTH)) -
    percentileOf(sorted, Math.max(0, q - DENSITY_HALF_WIDTH));
  const density = (2 * DENSITY_HALF_WIDTH) / width;
  return width === 0 ? 0 : Math.sqrt((q * (1 - q)) / sorted.length) / density;
}

/** Spearman's rank correlation of two samples, from their ranks; 0 where one side does not vary. */
export function rankCorrelation(x: Float64Array, y: Float64Array): number {
  const mean = (x.length - 1) / 2;
  let together = 0;
  let alone = 0;
  let other = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = (x[i] as number) - mean;
    const dy = (y[i] as number) - mean;
    together += dx * dy;
    alone += dx * dx;
    other += dy * dy;
  }
  return alone === 0 || other === 0 ? 0 : together / Math.sqrt(alone * other);
}

/** The rank of each value, from 0; ties share their mean rank. */
export function ranksOf(values: Float64Array): Float64Array {
  // Sorting numbers and looking each one up is several times faster than sorting places by a comparison.
  const sorted = values.slice().sort();
  return values.map((value) => {
    const first = firstPlace(sorted, value);
    return sorted[first + 1] === value ? (first + lastPlace(sorted, value)) / 2 : first;
  });
}

function firstPlace(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lastPlace(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] as number) > value) high = middle - 1;
    else low = middle;
  }
  return low;
}
