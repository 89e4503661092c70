// Read once: looking a global up in the middle of a loop is slow where the code runs in a context of its own.
const { imul, log, sqrt } = Math;

/**
 * A reproducible stream of random numbers: xoshiro128** (Blackman and Vigna, https://prng.di.unimi.it/), its state
 * filled from the seed by SplitMix32. The same seed gives the same numbers in every process and on every machine.
 */
export class SeededRandom {
  private readonly state = new Uint32Array(4);
  private spare = 0;
  private hasSpare = false;

  constructor(seed: number) {
    let mixed = seed >>> 0;
    for (let word = 0; word < 4; word++) {
      mixed = (mixed + 0x9e3779b9) >>> 0;
      let z = mixed;
      z = imul(z ^ (z >>> 16), 0x21f0aaad);
      z = imul(z ^ (z >>> 15), 0x735a2d97);
      this.state[word] = (z ^ (z >>> 15)) >>> 0;
    }
  }

  /** Uniform in [0, 1), with 32 bits. */
  next(): number {
    const s = this.state;
    const s1 = s[1] as number;
    const scrambled = imul(rotated(imul(s1, 5), 7), 9) >>> 0;
    const shifted = s1 << 9;
    s[2] = (s[2] as number) ^ (s[0] as number);
    s[3] = (s[3] as number) ^ s1;
    s[1] = s1 ^ s[2];
    s[0] = (s[0] as number) ^ s[3];
    s[2] = s[2] ^ shifted;
    s[3] = rotated(s[3], 11);
    return scrambled / 4_294_967_296;
  }

  /** Standard normal, by the polar method of Marsaglia: two at a time. */
  normal(): number {
    if (this.hasSpare) {
      this.hasSpare = false;
      return this.spare;
    }
    for (;;) {
      const u = 2 * this.next() - 1;
      const v = 2 * this.next() - 1;
      const square = u * u + v * v;
      if (square === 0 || square >= 1) continue;
      const factor = sqrt((-2 * log(square)) / square);
      this.spare = v * factor;
      this.hasSpare = true;
      return u * factor;
    }
  }

  /** Triangular between `low` and `high` with its mode at `value`, by inversion. */
  triangular(low: number, value: number, high: number): number {
    const u = this.next();
    const width = high - low;
    if (width <= 0) return value;
    const split = (value - low) / width;
    return u < split ? low + sqrt(u * width * (value - low)) : high - sqrt((1 - u) * width * (high - value));
  }

  /** Half of the draws on each side of `value`, which is their median; on each side the density falls to nothing at the end. */
  halves(low: number, value: number, high: number): number {
    const u = this.next();
    return u < 0.5
      ? value - (value - low) * (1 - sqrt(2 * u))
      : value + (high - value) * (1 - sqrt(2 * (1 - u)));
  }
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
