import type { DurationSummary } from './fleet-result';

/** Batches over which an error is estimated: few, so that each is long against the memory of a queue. */
const BATCHES = 10;
/** Standard errors that a 95 % interval reaches to each side with so many batches (Student's t, 9 degrees of freedom). */
export const ERRORS_OF_INTERVAL = 2.262;
/** Requests that a batch needs for its percentile to mean something. */
const LEAST_IN_BATCH = 40;

/** The value below which a share `q` of sorted values lies (linear between neighbours, type 7 of Hyndman and Fan). */
export function quantileOf(sorted: Float64Array, q: number): number {
  const at = (sorted.length - 1) * q;
  const below = Math.floor(at);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (at - below);
}

/** Summarises durations in the order of arrival. */
export function summarise(durations: Float64Array): DurationSummary | null {
  if (durations.length === 0) return null;
  const sorted = durations.slice().sort();
  const errors = batchErrors(durations);
  return {
    mean: meanOf(durations),
    p50: quantileOf(sorted, 0.5),
    p90: quantileOf(sorted, 0.9),
    p95: quantileOf(sorted, 0.95),
    p99: quantileOf(sorted, 0.99),
    meanError: errors?.mean ?? null,
    p95Error: errors?.p95 ?? null,
  };
}

/** Standard errors by batch means: neighbours in a queue are alike, far batches are not (Law, Simulation Modeling). */
function batchErrors(durations: Float64Array): { mean: number; p95: number } | null {
  const size = Math.floor(durations.length / BATCHES);
  if (size < LEAST_IN_BATCH) return null;
  const means = new Float64Array(BATCHES);
  const tails = new Float64Array(BATCHES);
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const part = durations.slice(batch * size, (batch + 1) * size);
    means[batch] = meanOf(part);
    tails[batch] = quantileOf(part.sort(), 0.95);
  }
  return { mean: standardError(means), p95: standardError(tails) };
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function standardError(values: Float64Array): number {
  const mean = meanOf(values);
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
