const TWO_32 = 4_294_967_296;

/**
 * A stream of random numbers that a seed and the number of the stream fix, the same on every machine (sfc32, Chris
 * Doty-Humphrey's PractRand; its state filled by splitmix32). Streams of one seed are independent of each other.
 */
export class SeededRandom {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number, stream = 0) {
    const fill = splitmix32(Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b));
    this.a = fill();
    this.b = fill();
    this.c = fill();
    for (let skip = 0; skip < 12; skip += 1) this.word();
  }

  /** Between 0 and 1, neither of them. */
  uniform(): number {
    return (this.word() + 0.5) / TWO_32;
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** Standard normal, by the inverse of its distribution: one uniform number each, so that streams stay in step. */
  normal(): number {
    return inverseNormal(this.uniform());
  }

  /** Gamma with the given shape and mean 1 (Marsaglia and Tsang, 2000). */
  gamma(shape: number): number {
    const lifted = shape < 1 ? shape + 1 : shape;
    const d = lifted - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(this.uniform()) >= 0.5 * x * x + d - d * v + d * Math.log(v)) continue;
      // A shape below 1 is that of one above it, thinned: Gamma(k) = Gamma(k + 1) U^(1/k).
      return ((d * v) / shape) * (shape < 1 ? this.uniform() ** (1 / shape) : 1);
    }
  }

  private word(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return sum >>> 0;
  }
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return (z ^ (z >>> 15)) | 0;
  };
}

const A = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
];
const B = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
];
const C = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
const TAIL = 0.02425;

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

/** The quantile of the standard normal distribution at p (Acklam's rational approximation, error below 1.2e-9). */
export function inverseNormal(p: number): number {
  if (p > 1 - TAIL) return -inverseNormal(1 - p);
  if (p < TAIL) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(C, q) / polynomial(D, q);
  }
  const q = p - 0.5;
  return (polynomial(A, q * q) * q) / polynomial(B, q * q);
}
