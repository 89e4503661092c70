import { Catalog, type CatalogRows, type InstanceRow, loadCatalog } from '@app/catalog';
import type { ServingNeed } from '@app/sizing';
import { weightsOf } from './search-axis';
import type { DecidedLimit, SearchLimits, SearchNeed } from './search-need';
import { recommendedOptions, searchOptions } from './search-options';
import type { SearchResult } from './search-result';

const catalog = loadCatalog();

function aServingNeed(overrides: Partial<ServingNeed> = {}): ServingNeed {
  return {
    workloadId: 'w1',
    model: catalog.model('llama-3.1-8b'),
    precision: 'bf16',
    traffic: {
      requestsPerSecondMean: 4,
      requestsPerSecondPeak: 12,
      inputTokens: { p50: 1200, p95: 3000 },
      outputTokens: { p50: 250, p95: 600 },
      cachedShare: 0,
    },
    slo: { timeToFirstTokenMs: 1500, timePerOutputTokenMs: 60, endToEndMs: null, availabilityPercent: 99.5 },
    inputRefs: {},
    ...overrides,
  };
}

const NO_LIMITS: SearchLimits = {
  outsideRegions: new Set(),
  outsideResidency: new Set(),
  regionsLabel: '',
  residencyLabel: '',
  hosting: 'either',
  apiPlaces: [],
  availabilityPercent: 99.5,
  pins: {},
};

function aNeed(overrides: Partial<SearchNeed> = {}, limits: Partial<SearchLimits> = {}): SearchNeed {
  const serving = aServingNeed();
  const { requestsPerSecondMean: mean, inputTokens, outputTokens, cachedShare } = serving.traffic;
  return {
    workloadId: 'w1',
    catalog,
    asOf: catalog.asOf,
    hosted: { kind: 'serving', need: serving },
    hostedReason: null,
    apis: {
      traffic: {
        workloadId: 'w1',
        requestsPerMonth: mean * 730 * 3600,
        inputTokens,
        outputTokens,
        cachedShare,
        inputRefs: {},
      },
      comparable: new Set(catalog.apiPrices.slice(0, 5).map((row) => row.id)),
    },
    limits: { ...NO_LIMITS, ...limits },
    weights: weightsOf(undefined),
    commitments: false,
    spotServices: false,
    ...overrides,
  };
}

function withInstances(change: (rows: InstanceRow[]) => InstanceRow[]): Catalog {
  const rows = (catalog as unknown as { rows: CatalogRows }).rows;
  const instances = change([...rows.instances.values()]);
  return new Catalog({ ...rows, instances: new Map(instances.map((row) => [row.id, row])) });
}

function removed(result: SearchResult, reason: string): number {
  return result.removals.find((entry) => entry.reason === reason)?.options ?? 0;
}

describe('searchOptions', () => {
  it('looks at more than twenty thousand options and accounts for each of them once', () => {
    const needs = [
      aNeed(),
      aNeed({}, { hosting: 'api-only' }),
      aNeed({}, { hosting: 'self-host-only', budgetUsdPerMonth: 9_000 }),
      aNeed({ hosted: null, hostedReason: 'no model is named' }),
      aNeed({}, { providers: ['aws'], outsideRegions: new Set(['us-east-1']), precision: 'fp8' }),
      aNeed({}, { pins: { acceleratorId: 'h100-sxm', purchase: 'spot' }, availabilityPercent: null }),
    ];
    for (const need of needs) {
      const result = searchOptions(need);
      const fallen = result.removals.reduce((sum, entry) => sum + entry.options, 0);
      expect(fallen + result.considered).toBe(result.total);
    }
    expect(searchOptions(aNeed()).total).toBeGreaterThan(20_000);
  });

  it('counts what residency leaves out under its own reason', () => {
    const outside = new Set(
      catalog.instances.map((row) => row.region).filter((region) => !region.startsWith('eu')),
    );
    const result = searchOptions(aNeed({}, { outsideResidency: outside, residencyLabel: 'EU' }));
    const [entry] = result.removals.filter((one) => one.reason === 'residency');
    expect(entry?.label).toContain('EU only');
    expect(removed(result, 'residency')).toBeGreaterThan(1000);
    expect(result.front.every((option) => !outside.has(option.region ?? ''))).toBe(true);
    expect(result.recommended?.region).toMatch(/^eu/);
  });

  it('recommends nothing that is not known on an axis that counts, and names it where it is cheaper', () => {
    const result = searchOptions(aNeed());
    for (const option of [result.recommended, result.runnerUp?.option, ...result.front]) {
      expect(option?.latencyMs).not.toBeNull();
      expect(option?.carbonKgPerMonth).not.toBeNull();
    }
    const { unproven, recommended } = result;
    expect([unproven?.latencyMs, unproven?.carbonKgPerMonth]).toContain(null);
    expect(unproven?.costUsdPerMonth).toBeLessThan(recommended?.costUsdPerMonth ?? 0);
    expect(unproven?.score).toBeNull();
  });

  it('lets an API win where latency and carbon are given no weight', () => {
    const weights = weightsOf({ cost: 1 });
    const result = searchOptions(aNeed({ weights }, { hosting: 'api-only' }));
    expect(result.recommended?.kind).toBe('api');
    expect(result.front).toEqual([]);
  });

  it('recommends an undominated point with the best score, and a runner-up on other hardware', () => {
    const result = searchOptions(aNeed({ commitments: true }));
    const { recommended, runnerUp } = result;
    expect(result.front[0]).toEqual(recommended);
    expect(runnerUp?.option.hardware?.acceleratorId ?? runnerUp?.option.provider).not.toBe(
      recommended?.hardware?.acceleratorId,
    );
    expect(runnerUp?.price.cost).toBe(
      (runnerUp?.option.costUsdPerMonth ?? 0) - (recommended?.costUsdPerMonth ?? 0),
    );
    expect(runnerUp?.option.score ?? 0).toBeGreaterThanOrEqual(recommended?.score ?? Infinity);
  });

  it('never recommends a commitment unasked, and says what one would save', () => {
    const { recommended, committed } = searchOptions(aNeed());
    expect(['on-demand', 'spot']).toContain(recommended?.hardware?.purchase);
    expect(committed?.option.hardware?.purchase).toMatch(/^commit/);
    expect(committed?.option.score ?? 0).toBeLessThan(recommended?.score ?? 0);
  });

  it('lets a pipeline over machines hold what one machine does not', () => {
    const model = catalog.model('deepseek-v3');
    const need = aServingNeed({ model, slo: { ...aServingNeed().slo, timeToFirstTokenMs: null } });
    const limits = { pins: { acceleratorId: 'h100-sxm5-80gb' }, precision: 'bf16' as const };
    const { front } = searchOptions(aNeed({ hosted: { kind: 'serving', need } }, limits));
    expect(front.length).toBeGreaterThan(0);
    expect(front.every((option) => (option.hardware?.stages ?? 1) > 1)).toBe(true);
    for (const { hardware } of front) {
      expect(hardware?.instances).toBeGreaterThanOrEqual((hardware?.replicas ?? 0) * (hardware?.stages ?? 0));
    }
  });

  it('keeps spot from a promise of availability', () => {
    const promised = searchOptions(aNeed());
    const free = searchOptions(aNeed({}, { availabilityPercent: null }));
    expect(removed(promised, 'spot')).toBeGreaterThan(0);
    expect(removed(free, 'spot')).toBe(0);
    expect(promised.front.some((option) => option.hardware?.purchase === 'spot')).toBe(false);
  });

  it('runs a service on spot capacity where somebody asks for it, and work that can wait unasked', () => {
    const isOnSpot = (over: Partial<SearchNeed>, limits: Partial<SearchLimits> = {}): boolean =>
      searchOptions(aNeed(over, { availabilityPercent: null, ...limits })).front.some(
        ({ hardware }) => hardware?.purchase === 'spot',
      );
    expect(isOnSpot({})).toBe(false);
    expect(isOnSpot({ spotServices: true })).toBe(true);
    expect(isOnSpot({}, { pins: { purchase: 'spot' } })).toBe(true);
    const one = { acceleratorId: 'l4', accelerators: 1, together: 1, passesPerMonth: 1 };
    for (const hours of [10, null]) {
      const hosted = { kind: 'work' as const, precision: 'bf16' as const, work: [{ ...one, hours }] };
      expect(isOnSpot({ hosted })).toBe(hours !== null);
    }
  });

  it('gives equal results for equal needs', () => {
    expect(JSON.stringify(searchOptions(aNeed()))).toBe(JSON.stringify(searchOptions(aNeed())));
  });
});

describe('searchOptions as the catalog changes', () => {
  const base = searchOptions(aNeed());

  it.each([3, 7, 11, 19])('never gets a worse best by an offer more (every %ith left out before)', (step) => {
    const fewer = withInstances((rows) => rows.filter((_row, index) => index % step !== 0));
    const before = searchOptions(aNeed({ catalog: fewer }));
    expect(base.recommended?.score ?? Infinity).toBeLessThanOrEqual(
      (before.recommended?.score ?? 0) + RISK_MOVE,
    );
    const best = (result: SearchResult, axis: 'costUsdPerMonth' | 'latencyMs'): number =>
      Math.min(...result.front.map((option) => option[axis] ?? Infinity));
    expect(best(base, 'costUsdPerMonth')).toBeLessThanOrEqual(best(before, 'costUsdPerMonth'));
    expect(best(base, 'latencyMs')).toBeLessThanOrEqual(best(before, 'latencyMs'));
  });

  it.each([1.1, 2, 10])('never gets cheaper when every price rises (x %d)', (factor) => {
    const dearer = withInstances((rows) =>
      rows.map((row) => ({
        ...row,
        onDemandUSDPerHour: row.onDemandUSDPerHour === null ? null : row.onDemandUSDPerHour * factor,
      })),
    );
    const after = searchOptions(aNeed({ catalog: dearer }));
    const cheapest = (result: SearchResult): number =>
      Math.min(
        ...result.front
          .filter((option) => option.hardware?.purchase === 'on-demand')
          .map((option) => option.costUsdPerMonth ?? Infinity),
      );
    expect(cheapest(after)).toBeGreaterThan(cheapest(base));
    expect(after.recommended?.score ?? 0).toBeGreaterThan(base.recommended?.score ?? 0);
  });

  it('takes an offer out of consideration when its price goes', () => {
    const chosen = base.recommended?.hardware?.instanceId;
    const without = withInstances((rows) =>
      rows.map((row) =>
        row.id === chosen ? { ...row, onDemandUSDPerHour: null, spotUSDPerHour: null } : row,
      ),
    );
    const after = searchOptions(aNeed({ catalog: without }));
    expect(after.recommended?.hardware?.instanceId).not.toBe(chosen);
    expect(removed(after, 'price')).toBeGreaterThan(removed(base, 'price'));
  });
});

/** More places that list an accelerator only lower its risk, so no score rises by an offer more. */
const RISK_MOVE = 1e-9;

describe('weightsOf', () => {
  it('takes shares of what is given', () => {
    expect(weightsOf({ cost: 3, carbon: 1 })).toEqual({ cost: 0.75, latency: 0, carbon: 0.25, risk: 0 });
  });

  it.each([{ cost: -1, risk: 2 }, { cost: 0 }, { cost: Number.NaN }])('refuses %j', (given) => {
    expect(() => weightsOf(given)).toThrow(expect.objectContaining({ code: 'search.invalid-weights' }));
  });
});

describe('recommendedOptions', () => {
  it('recommends for each need what its own search does, whatever is asked beside it', () => {
    const needs = [
      aNeed(),
      aNeed({}, { providers: ['aws'] }),
      aNeed({}, { outsideResidency: new Set(['us-east-1']), residencyLabel: 'EU' }),
      aNeed({ hosted: { kind: 'serving', need: aServingNeed({ model: catalog.model('llama-3.1-70b') }) } }),
      aNeed({}, { precision: 'fp8' }),
      aNeed({}, { providers: [] }),
    ];
    const alone = needs.map((need) => searchOptions(need).recommended);
    expect(recommendedOptions(needs)).toEqual(alone);
    expect(new Set(alone.map((option) => option?.id)).size).toBeGreaterThan(3);
  });
});

describe('what people decided', () => {
  const decided = (over: Partial<DecidedLimit>): SearchLimits['decided'] => [
    { name: 'x', label: 'decided by Ada: it', ...over },
  ];

  it.each([
    ['an accelerator', { pins: { acceleratorId: 'l4' } }],
    ['a place', { pins: { provider: 'aws', region: 'us-east-1' } }],
    ['a way of buying', { pins: { purchase: 'commit-1y' as const } }],
    ['an API', { pins: { apiId: catalog.apiPrices[1]?.id ?? '' } }],
    ['hosting', { hosting: 'self-host-only' as const }],
    ['no hosting', { hosting: 'api-only' as const }],
  ])('is the one reason of what falls out for it: %s', (_name, over) => {
    const [free, bound] = [searchOptions(aNeed()), searchOptions(aNeed({}, { decided: decided(over) }))];
    const fallen = bound.removals.reduce((sum, entry) => sum + entry.options, 0);
    expect(fallen + bound.considered).toBe(bound.total);
    expect(bound.total).toBe(free.total);
    const [entry] = bound.removals.filter(({ reason }) => reason === 'decided.x');
    expect(entry).toMatchObject({ label: 'decided by Ada: it' });
    expect(entry?.options).toBeGreaterThan(0);
    expect(bound.considered).toBeLessThan(free.considered);
    for (const { hardware, provider, region } of bound.front) {
      const { pins = {} } = over as DecidedLimit;
      if (pins.acceleratorId) expect(hardware?.acceleratorId).toBe(pins.acceleratorId);
      if (pins.region) expect([provider, region]).toEqual([pins.provider, pins.region]);
      if (pins.purchase) expect(hardware?.purchase).toBe(pins.purchase);
    }
  });

  it('may be a commitment, which nobody has to be asked for twice', () => {
    const { recommended } = searchOptions(
      aNeed({}, { decided: decided({ pins: { purchase: 'commit-3y' } }) }),
    );
    expect(recommended?.hardware?.purchase).toBe('commit-3y');
  });
});
