import { drawForecast, type ForecastQuestion } from '@app/pricing';
import { performance } from 'node:perf_hooks';
import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import type { Lab } from '../lab';
import { percentile } from '../statistics';

const AT_MOST_MS = 200;
/** Paths drawn, each twice those before. */
const PATHS = [2_500, 5_000, 10_000, 20_000, 40_000] as const;
const MEASURED = 10_000;
/** Time at sixteen times the paths over sixteen times the time: above it the curve bends upwards. */
const BEND_AT_MOST = 1.3;

/** How long a forecast of three years takes on one core, and how that grows with its paths. */
export const forecast: Benchmark = {
  name: 'forecast',
  title: 'Monte Carlo forecast of cost over 36 months, on one core',

  measure(lab: Lab): Promise<BenchmarkResult> {
    const rounds = lab.repetitions(20, 5);
    const coldMs = timeOf(MEASURED);
    const runs = PATHS.map((paths) => timed(paths, rounds));
    const [least, most] = [runs[0] as Run, runs.at(-1) as Run];
    const measurements: Measurement[] = [
      {
        what: `${MEASURED.toLocaleString('en')} paths, first forecast of the process, code not yet compiled`,
        value: coldMs,
        unit: 'ms',
        better: 'lower',
        aim: { is: '<', value: AT_MOST_MS },
      },
      ...runs.map(measurementOf),
      {
        what: 'time at sixteen times the paths / sixteen times the time',
        value: most.medianMs / ((PATHS[4] / PATHS[0]) * least.medianMs),
        unit: 'x',
        better: 'lower',
        aim: { is: '<=', value: BEND_AT_MOST },
      },
    ];
    return Promise.resolve({
      measurements,
      plot: plotOf(runs),
      notes: [
        'An API with an announced price change, a fleet of up to 64 instances, egress and fixed costs; growth, price, use and monthly swings drawn. Bands of each month, overruns and rank correlations are in the time.',
      ],
    });
  },
};

interface Run {
  readonly paths: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

function timed(paths: number, rounds: number): Run {
  const times = Array.from({ length: rounds }, () => timeOf(paths));
  return { paths, medianMs: percentile(times, 0.5), p95Ms: percentile(times, 0.95) };
}

function timeOf(paths: number): number {
  const question = questionOf(paths);
  const start = performance.now();
  drawForecast(question);
  return performance.now() - start;
}

function measurementOf({ paths, medianMs, p95Ms }: Run): Measurement {
  return {
    what: `${paths.toLocaleString('en')} paths x 36 months`,
    value: medianMs,
    unit: 'ms',
    better: 'lower',
    spread: `p95 ${p95Ms.toFixed(0)} ms`,
    ...(paths === MEASURED ? { aim: { is: '<' as const, value: AT_MOST_MS } } : {}),
  };
}

function plotOf(runs: readonly Run[]): string[] {
  const most = Math.max(...runs.map((run) => run.medianMs));
  return runs.map(({ paths, medianMs }) => {
    const bar = '#'.repeat(Math.max(1, Math.round((40 * medianMs) / most)));
    return `${String(paths).padStart(6)} paths ${bar} ${medianMs.toFixed(0)} ms, ${((medianMs / paths) * 1e3).toFixed(2)} µs a path`;
  });
}

function questionOf(paths: number): ForecastQuestion {
  const units = Array.from({ length: 64 }, (_, index) => index + 1);
  return {
    seed: 7,
    paths,
    months: 36,
    growth: { low: 0, value: 0.03, high: 0.08 },
    volatility: 0.05,
    priceChangePerYear: { low: -0.15, value: 0, high: 0.1 },
    use: { low: 0.7, value: 1, high: 1.6 },
    lines: [
      { kind: 'linear', category: 'model-api', monthlyUsd: 4_000, changes: [{ fromMonth: 3, factor: 2 }] },
      {
        kind: 'stairs',
        category: 'compute',
        loads: units.map((unit) => unit / 3),
        monthlyUsd: units.map((unit) => unit * 5_000),
      },
      { kind: 'linear', category: 'egress', monthlyUsd: 300 },
      { kind: 'fixed', category: 'people', monthlyUsd: 20_000 },
    ],
    budgetUsdPerMonth: 60_000,
  };
}
