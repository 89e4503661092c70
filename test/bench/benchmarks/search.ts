import { type Catalog, type CatalogRows, loadCatalog } from '@app/catalog';
import { type SearchNeed, searchOptions, weightsOf } from '@app/search';
import { performance } from 'node:perf_hooks';
import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import type { Lab } from '../lab';
import { percentile } from '../statistics';

const AT_MOST_MS = 500;
const OPTIONS_AT_LEAST = 20_000;
/** Time at eight times the options over eight times the time: above it the curve bends upwards. */
const BEND_AT_MOST = 1.3;
const SIZES = [1, 2, 4, 8] as const;

/** How long the search over all of the catalog takes, and how that grows with the options. */
export const search: Benchmark = {
  name: 'search',
  title: 'Search of one workload over the whole catalog, and over catalogs of more regions, on one core',

  measure(lab: Lab): Promise<BenchmarkResult> {
    const base = loadCatalog();
    const rounds = lab.repetitions(60, 15);
    const runs = SIZES.map((copies) => timed(needOf(withCopies(base, copies)), rounds));
    const first = runs[0] as Run;
    const measurements: Measurement[] = [
      {
        what: 'options looked at, catalog as it is',
        value: first.options,
        unit: '',
        better: 'higher',
        aim: { is: '>=', value: OPTIONS_AT_LEAST },
      },
      {
        what: 'first search of the process, code not yet compiled',
        value: first.coldMs,
        unit: 'ms',
        better: 'lower',
        aim: { is: '<', value: AT_MOST_MS },
      },
      ...runs.flatMap((run, place) => figuresOf(run, SIZES[place] ?? 1)),
      {
        what: 'time at eight times the options / eight times the time',
        value: (runs.at(-1)?.medianMs ?? 0) / (8 * first.medianMs),
        unit: 'x',
        better: 'lower',
        aim: { is: '<=', value: BEND_AT_MOST },
      },
    ];
    return Promise.resolve({
      measurements,
      plot: plotOf(runs),
      notes: [
        'A hosted chat of an 8-billion-parameter model without limits, so that as many options as possible are left to compare.',
        'Larger catalogs repeat every instance in regions of other names at other prices; sizings are shared between them.',
      ],
    });
  },
};

interface Run {
  readonly options: number;
  readonly left: number;
  readonly front: number;
  readonly coldMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

function timed(need: SearchNeed, rounds: number): Run {
  const times: number[] = [];
  const begun = performance.now();
  let result = searchOptions(need);
  const coldMs = performance.now() - begun;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    result = searchOptions(need);
    times.push(performance.now() - start);
  }
  const { total, considered, front } = result;
  return {
    options: total,
    left: considered,
    front: front.length,
    coldMs,
    medianMs: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  };
}

function figuresOf(run: Run, copies: number): Measurement[] {
  return [
    {
      what: `${run.options.toLocaleString('en')} options`,
      value: run.medianMs,
      unit: 'ms',
      better: 'lower',
      spread: `p95 ${run.p95Ms.toFixed(1)} ms, ${run.left} left, front of ${run.front}`,
      ...(copies === 1 ? { aim: { is: '<' as const, value: AT_MOST_MS } } : {}),
    },
  ];
}

function plotOf(runs: readonly Run[]): string[] {
  const most = Math.max(...runs.map((run) => run.medianMs));
  return runs.map((run) => {
    const bar = '#'.repeat(Math.max(1, Math.round((40 * run.medianMs) / most)));
    const per = (run.medianMs / run.options) * 1e6;
    return `${String(run.options).padStart(8)} options ${bar} ${run.medianMs.toFixed(1)} ms, ${per.toFixed(0)} ns an option`;
  });
}

function withCopies(base: Catalog, copies: number): Catalog {
  if (copies === 1) return base;
  const rows = base.instances.flatMap((row) =>
    Array.from({ length: copies }, (_none, copy) => {
      if (copy === 0) return row;
      const price = (usd: number | null): number | null => (usd === null ? null : usd * (1 + copy / 10));
      return {
        ...row,
        id: `${row.id}-${copy}`,
        region: `${row.region}-${copy}`,
        onDemandUSDPerHour: price(row.onDemandUSDPerHour),
        commit1yUSDPerHour: price(row.commit1yUSDPerHour),
        commit3yUSDPerHour: price(row.commit3yUSDPerHour),
        spotUSDPerHour: price(row.spotUSDPerHour),
      };
    }),
  );
  const grids = Array.from({ length: copies - 1 }, (_none, index) => index + 1).flatMap((copy) =>
    base.instances.flatMap((row) => {
      const grid = base.findGridCarbon(row.provider, row.region);
      return grid ? [[`${row.provider}/${row.region}-${copy}`, grid] as const] : [];
    }),
  );
  const own = base.instances.flatMap((row) => {
    const grid = base.findGridCarbon(row.provider, row.region);
    return grid ? [[grid.id, grid] as const] : [];
  });
  const changed: Partial<CatalogRows> = {
    instances: new Map(rows.map((row) => [row.id, row])),
    gridCarbon: new Map([...own, ...grids]),
  };
  return base.with(changed, base.overrides);
}

function needOf(catalog: Catalog): SearchNeed {
  const inputTokens = { p50: 1200, p95: 3000 };
  const outputTokens = { p50: 250, p95: 600 };
  return {
    workloadId: 'bench',
    catalog,
    asOf: catalog.asOf,
    hosted: {
      kind: 'serving',
      need: {
        workloadId: 'bench',
        model: catalog.model('llama-3.1-8b'),
        precision: 'fp8',
        traffic: {
          requestsPerSecondMean: 20,
          requestsPerSecondPeak: 60,
          inputTokens,
          outputTokens,
          cachedShare: 0,
        },
        slo: {
          timeToFirstTokenMs: null,
          timePerOutputTokenMs: null,
          endToEndMs: null,
          availabilityPercent: null,
        },
        inputRefs: {},
      },
    },
    hostedReason: null,
    apis: { traffic: null, comparable: new Set() },
    limits: {
      outsideRegions: new Set(),
      outsideResidency: new Set(),
      regionsLabel: '',
      residencyLabel: '',
      hosting: 'either',
      apiPlaces: [],
      precision: 'fp8',
      availabilityPercent: null,
      pins: {},
    },
    weights: weightsOf(undefined),
    commitments: true,
    spotServices: true,
  };
}
