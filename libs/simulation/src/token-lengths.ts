import { SeededRandom } from './seeded-random';

/** How long prompts or answers are, in tokens. */
export type LengthSpec =
  /** Log-normal through the median and the 95th percentile: sigma = ln(p95/p50)/1.645. */
  | { readonly kind: 'log-normal'; readonly p50: number; readonly p95: number }
  /** One of the listed lengths, each as likely as the others. */
  | { readonly kind: 'empirical'; readonly tokens: readonly number[] }
  /** The i-th request has the i-th length, as a trace records it. */
  | { readonly kind: 'recorded'; readonly tokens: readonly number[] }
  /** Not rounded: for queues of theory. */
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'fixed'; readonly tokens: number };

/** Lengths by request. Each request draws its own number, whatever else changes between two simulations. */
export function tokenLengths(spec: LengthSpec, count: number, seed: number, stream: number): Float64Array {
  const random = new SeededRandom(seed, stream);
  const lengths = new Float64Array(count);
  const draw = drawer(spec, random);
  for (let index = 0; index < count; index += 1) lengths[index] = draw(index);
  return lengths;
}

function drawer(spec: LengthSpec, random: SeededRandom): (index: number) => number {
  switch (spec.kind) {
    case 'fixed':
      return () => spec.tokens;
    case 'recorded':
      return (index) => spec.tokens[index] ?? 0;
    case 'exponential':
      return () => random.exponential() * spec.mean;
    case 'empirical':
      return () => spec.tokens[Math.floor(random.uniform() * spec.tokens.length)] ?? 0;
    case 'log-normal': {
      const sigma = Math.log(Math.max(1, spec.p95 / spec.p50)) / 1.645;
      return () => Math.max(1, Math.round(spec.p50 * Math.exp(sigma * random.normal())));
    }
  }
}
