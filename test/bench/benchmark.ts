import type { Lab } from './lab';

/** What a figure must keep to. */
export interface Aim {
  readonly is: '<=' | '>=' | '<' | '=';
  readonly value: number;
}

/** One line of the result: a figure, what it was measured against, and what it should be. */
export interface Measurement {
  readonly what: string;
  readonly value: number;
  /** `ms`, `runs/s`, `MB`, `x` for a ratio ... */
  readonly unit: string;
  /** How far the repetitions lay apart, in words: `p95 7.1, 200 runs`. */
  readonly spread?: string;
  /** Which way is better; left out where a figure is only there to read another one. */
  readonly better?: 'lower' | 'higher';
  readonly aim?: Aim;
}

export interface BenchmarkResult {
  readonly measurements: readonly Measurement[];
  /** What a reader must know to judge the figures. */
  readonly notes?: readonly string[];
  /** A drawing, line by line. */
  readonly plot?: readonly string[];
}

/** One question about the product's speed, answered by measuring it beside a yardstick. */
export interface Benchmark {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  measure(lab: Lab): Promise<BenchmarkResult>;
}

export type Verdict = 'met' | 'missed';

/** Whether a figure keeps to its aim; null when it has none. */
export function verdictOf({ value, aim }: Pick<Measurement, 'value' | 'aim'>): Verdict | null {
  if (!aim) return null;
  return keepsTo(value, aim) ? 'met' : 'missed';
}

function keepsTo(value: number, aim: Aim): boolean {
  switch (aim.is) {
    case '<=':
      return value <= aim.value;
    case '>=':
      return value >= aim.value;
    case '<':
      return value < aim.value;
    case '=':
      return value === aim.value;
  }
}
