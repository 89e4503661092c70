import { type FleetResult, type FleetSpec, simulateFleet } from '@app/simulation';
import { performance } from 'node:perf_hooks';
import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import type { Lab } from '../lab';
import { percentile } from '../statistics';

const AT_MOST_MS = 1_000;
const REQUESTS_PER_SECOND = 50;
const HOUR = 3_600;
/** Simulated hours, each twice those before. */
const HOURS = [0.25, 0.5, 1, 2, 4] as const;
/** Time at sixteen times the requests over sixteen times the time: above it the curve bends upwards. */
const BEND_AT_MOST = 1.3;

/** How long a fleet takes to be simulated on one core, and how that grows with the requests. */
export const simulation: Benchmark = {
  name: 'simulation',
  title: 'Simulation of a serving fleet at fifty requests a second, on one core',

  measure(lab: Lab): Promise<BenchmarkResult> {
    const rounds = lab.repetitions(10, 3);
    const coldMs = timeOf(fleetFor(1)).ms;
    const runs = HOURS.map((hours) => timed(hours, rounds));
    const [least, most] = [runs[0] as Run, runs.at(-1) as Run];
    const measurements: Measurement[] = [
      {
        what: 'one hour, first simulation of the process, code not yet compiled',
        value: coldMs,
        unit: 'ms',
        better: 'lower',
        aim: { is: '<', value: AT_MOST_MS },
      },
      ...runs.map(measurementOf),
      {
        what: 'time at sixteen times the requests / sixteen times the time',
        value: most.medianMs / ((HOURS[4] / HOURS[0]) * least.medianMs),
        unit: 'x',
        better: 'lower',
        aim: { is: '<=', value: BEND_AT_MOST },
      },
    ];
    return Promise.resolve({
      measurements,
      plot: plotOf(runs),
      notes: [
        'Six replicas of 64 places, prompts of 300 and answers of 120 tokens in the middle, log-normal; a zone fails and comes back, and an autoscaler decides every fifteen seconds.',
      ],
    });
  },
};

interface Run {
  readonly hours: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly result: FleetResult;
}

function timed(hours: number, rounds: number): Run {
  const spec = fleetFor(hours);
  const times: number[] = [];
  let { result } = timeOf(spec);
  for (let round = 0; round < rounds; round += 1) {
    const one = timeOf(spec);
    times.push(one.ms);
    result = one.result;
  }
  return { hours, medianMs: percentile(times, 0.5), p95Ms: percentile(times, 0.95), result };
}

function timeOf(spec: FleetSpec): { readonly ms: number; readonly result: FleetResult } {
  const start = performance.now();
  const result = simulateFleet(spec);
  return { ms: performance.now() - start, result };
}

function measurementOf({ hours, medianMs, p95Ms, result }: Run): Measurement {
  return {
    what: `${hours === 1 ? 'one hour' : `${hours} hours`}: ${result.requests.arrived.toLocaleString('en')} requests`,
    value: medianMs,
    unit: 'ms',
    better: 'lower',
    spread: `p95 ${p95Ms.toFixed(0)} ms, ${result.events.toLocaleString('en')} events`,
    ...(hours === 1 ? { aim: { is: '<' as const, value: AT_MOST_MS } } : {}),
  };
}

function plotOf(runs: readonly Run[]): string[] {
  const most = Math.max(...runs.map((run) => run.medianMs));
  return runs.map(({ result, medianMs }) => {
    const bar = '#'.repeat(Math.max(1, Math.round((40 * medianMs) / most)));
    const per = (medianMs / result.requests.arrived) * 1e3;
    return `${String(result.requests.arrived).padStart(8)} requests ${bar} ${medianMs.toFixed(0)} ms, ${per.toFixed(2)} µs a request`;
  });
}

function fleetFor(hours: number): FleetSpec {
  return {
    seed: 7,
    horizonSeconds: hours * HOUR,
    warmUpSeconds: 0,
    arrivals: { kind: 'poisson', ratePerSecond: REQUESTS_PER_SECOND },
    inputTokens: { kind: 'log-normal', p50: 300, p95: 1_200 },
    outputTokens: { kind: 'log-normal', p50: 120, p95: 400 },
    service: {
      stepSeconds: Array.from({ length: 64 }, (_, index) => 0.012 + 0.0001 * index),
      prefill: { perPrompt: 0.002, perToken: 2e-5, perSquaredToken: 1e-9 },
      chunkTokens: 2_048,
      cacheTokens: 100_000,
    },
    fleet: { replicas: 6, zones: 3 },
    limits: { queueLimit: null, timeoutSeconds: 60 },
    coldStartSeconds: 120,
    autoscaler: {
      least: 6,
      most: 12,
      metric: 'demand',
      target: 0.7,
      intervalSeconds: 15,
      scaleDownSeconds: 300,
    },
    plannedFailures: [{ scope: 'zone', index: 0, atSeconds: hours * 1_000, durationSeconds: 300 }],
    retryLost: true,
    slo: { firstTokenSeconds: 1, latencySeconds: null },
  };
}
