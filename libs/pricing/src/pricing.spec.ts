import { loadCatalog, readCatalog } from '@app/catalog';
import { FigureBook } from '@app/kernel';
import { servingFigure, sizeServing, type ServingSizing } from '@app/sizing';
import type { ApiTraffic } from './api-price';
import { addMonths } from './billing-month';
import { breakEven } from './break-even';
import { FleetSteps } from './fleet-steps';
import { priceApi } from './price-api';
import { priceAcceleratorWork } from './price-hours';
import { priceServing } from './price-serving';
import { totalCostOfApi, totalCostOfServing } from './total-cost';

const catalog = loadCatalog();
const ASOF = '2026-11-20';

function aSizing(over: { acceleratorId?: string; peak?: number; availability?: number } = {}): ServingSizing {
  const peak = over.peak ?? 20;
  return sizeServing({
    workloadId: 'w1',
    model: catalog.model('llama-3.1-8b'),
    accelerator: catalog.accelerator(over.acceleratorId ?? 'h100-sxm5-80gb'),
    instanceCounts: [1, 2, 4, 8],
    precision: 'fp8',
    traffic: {
      requestsPerSecondMean: peak / 4,
      requestsPerSecondPeak: peak,
      inputTokens: { p50: 1000, p95: 1000 },
      outputTokens: { p50: 250, p95: 250 },
      cachedShare: 0,
    },
    slo: {
      timeToFirstTokenMs: 2000,
      timePerOutputTokenMs: 50,
      endToEndMs: null,
      availabilityPercent: over.availability ?? null,
    },
    inputRefs: { requestsPerSecondMean: ['input:/workloads/0/traffic/requestsPerDay'] },
  });
}

function aTraffic(over: Partial<ApiTraffic> = {}): ApiTraffic {
  return {
    workloadId: 'w1',
    requestsPerMonth: 1_000_000,
    inputTokens: { p50: 1000, p95: 1000 },
    outputTokens: { p50: 250, p95: 250 },
    cachedShare: 0,
    inputRefs: {},
    ...over,
  };
}

describe('priceServing', () => {
  it('pays for whole instances, 730 hours a month', () => {
    const { options } = priceServing(aSizing(), catalog, { providers: ['oci'], asOf: ASOF });
    expect(options).toHaveLength(1);
    const option = options[0];
    // BM.GPU.H100.8: eight chips at 80 USD an hour; one instance holds eight replicas of one chip.
    expect(option?.instanceType).toBe('BM.GPU.H100.8');
    expect(option?.replicasPerInstance).toBe(8);
    expect(option?.instances).toBe(1);
    expect(option?.monthly['on-demand'].value).toBe(80 * 730);
  });

  it('leaves a price that nobody sourced unknown, with the reason', () => {
    const option = priceServing(aSizing(), catalog, { providers: ['oci'], asOf: ASOF }).options[0];
    expect(option?.monthly.spot.value).toBeNull();
    expect(option?.monthly.spot.unknown).toContain('no source in the catalog');
    expect(option?.monthly['commit-1y'].value).toBeNull();
  });

  it('takes two instances where a replica is to spare', () => {
    const sizing = aSizing({ availability: 99.9 });
    const option = priceServing(sizing, catalog, { providers: ['oci'], asOf: ASOF }).options[0];
    expect(option?.instances).toBe(2);
  });

  it('puts the cheapest first and keeps within providers and regions', () => {
    const { options, excluded } = priceServing(aSizing(), catalog, {
      providers: ['gcp', 'aws'],
      regions: ['europe-west4', 'eu-north-1'],
      asOf: ASOF,
    });
    const prices = options.map((option) => option.monthlyOnDemandUsd ?? Infinity);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect(options.length).toBeGreaterThan(2);
    for (const option of options) expect(['europe-west4', 'eu-north-1']).toContain(option.region);
    expect(excluded.some((offer) => offer.reason.includes('not among the allowed'))).toBe(true);
  });

  it('excludes an accelerator without its host', () => {
    const { excluded } = priceServing(aSizing({ acceleratorId: 't4', peak: 0.2 }), catalog, { asOf: ASOF });
    expect(excluded.find((offer) => offer.instanceId.includes('attached-gpu'))?.reason).toContain('host');
  });

  it('cites facts, sizing and answers that exist', () => {
    const sizing = aSizing();
    const { options } = priceServing(sizing, catalog, { asOf: ASOF });
    const book = new FigureBook(sizing.figures);
    for (const option of options) book.addAll(option.figures);
    for (const option of options) {
      for (const entry of option.figures) {
        for (const input of entry.inputs) expect(input.startsWith('input:') || book.has(input)).toBe(true);
      }
    }
    const perMillion = options[0]?.perMillionOutputTokens;
    const tokens = 5 * 3600 * 730 * 250;
    expect(perMillion?.value).toBeCloseTo(((options[0]?.monthlyOnDemandUsd ?? 0) / tokens) * 1e6, 6);
  });

  it('has no options for what cannot be served', () => {
    const sizing = aSizing({ acceleratorId: 'rtx-5090' });
    expect(priceServing(sizing, catalog, { asOf: ASOF })).toEqual({ options: [], excluded: [] });
  });
});

describe('breakEven', () => {
  const sizing = aSizing();
  const option = priceServing(sizing, catalog, { providers: ['gcp'], asOf: ASOF }).options[0];
  if (option === undefined) throw new TypeError('expected an offer');
  const requestsPerMonth = 5 * 3600 * 730;
  const traffic = aTraffic({ requestsPerMonth });
  const compare = (apiId: string) =>
    breakEven({
      sizing,
      option,
      purchase: 'on-demand',
      api: priceApi(traffic, catalog.apiPrice(apiId), ASOF),
      traffic,
    });

  it('finds the load at which the first instance pays for itself', () => {
    const result = compare('openai/gpt-5');
    const first = result.steps[0];
    // The crossover lies where requests x 0.00375 USD is the price of the instances.
    const requests = (first?.selfHosted.value ?? 0) / 0.003_75;
    expect(result.crossover.value).toBeCloseTo((requests * 1250) / (730 / 24), 3);
    expect(result.cheaperToday).toBe('self-host');
    expect(result.today.value).toBeCloseTo((requestsPerMonth * 1250) / (730 / 24), 3);
  });

  it('says that there is none where the API stays cheaper at full use', () => {
    const cheap = {
      ...catalog.apiPrice('openai/gpt-5-nano'),
      inputUSDPerMTok: 0.0001,
      outputUSDPerMTok: 0.0001,
    };
    const api = priceApi(traffic, cheap, ASOF);
    const result = breakEven({ sizing, option, purchase: 'on-demand', api, traffic });
    expect(result.crossover.value).toBeNull();
    expect(result.crossover.unknown).toContain('no crossover');
    expect(result.cheaperToday).toBe('api');
  });

  it('climbs in steps: more instances hold more load', () => {
    const { steps } = compare('openai/gpt-5');
    const loads = steps.map((step) => step.tokensPerDay.value ?? 0);
    expect(loads).toEqual([...loads].sort((a, b) => a - b));
    expect(steps.length).toBeGreaterThan(3);
  });

  it('is unknown where the price is', () => {
    const api = priceApi(traffic, catalog.apiPrice('openai/gpt-5'), ASOF);
    const unpriced = priceServing(sizing, catalog, { providers: ['oci'], asOf: ASOF }).options[0];
    if (unpriced === undefined) throw new TypeError('expected an offer');
    const result = breakEven({ sizing, option: unpriced, purchase: 'spot', api, traffic });
    expect(result.crossover.value).toBeNull();
    expect(result.cheaperToday).toBeNull();
  });
});

describe('FleetSteps', () => {
  it('holds less where the time to first token bounds it before the utilisation does', () => {
    const sizing = aSizing();
    const option = priceServing(sizing, catalog, { providers: ['gcp'], asOf: ASOF }).options[0];
    if (option === undefined || sizing.capacity === null) throw new TypeError('expected an offer');
    const loose = new FleetSteps(sizing, sizing.capacity, option);
    const tight = {
      ...sizing.capacity,
      batch: 1,
      requestsPerSecond: 0.1,
      serviceSeconds: 10,
      prefillSeconds: 0,
    };
    const strict = new FleetSteps(sizing, { ...tight, sloTimeToFirstTokenSeconds: 1 }, option);
    expect(loose.peakOf(2)).toBeCloseTo(
      0.7 * sizing.capacity.requestsPerSecond * 2 * option.replicasPerInstance,
      10,
    );
    expect(strict.peakOf(2)).toBeLessThan(0.7 * 0.1 * 2 * option.replicasPerInstance);
    expect(strict.peakOf(2)).toBeGreaterThan(0);
  });
});

describe('priceAcceleratorWork', () => {
  it('pays for whole instances while the work runs', () => {
    const sizing = aSizing();
    const { options } = priceAcceleratorWork(
      {
        workloadId: 'w2',
        subject: 'training',
        acceleratorId: 'h100-sxm5-80gb',
        accelerators: 4,
        hours: {
          ...servingFigure(sizing, 'accelerators'),
          id: 'sizing.w2.hours',
          value: 100,
          low: 80,
          high: 200,
        },
        runsPerMonth: 2,
        runsRefs: ['input:/workloads/1/training/runsPerMonth'],
      },
      catalog,
      { providers: ['oci'], asOf: ASOF },
    );
    // Four of the eight chips are used, all eight are paid: 25 h x 80 USD x 2.
    expect(options[0]?.perRun['on-demand'].value).toBeCloseTo(2000, 8);
    expect(options[0]?.monthly['on-demand'].value).toBeCloseTo(4000, 8);
    expect(options[0]?.monthly['on-demand'].high).toBeCloseTo(8000, 8);
  });
});

describe('36 months', () => {
  it('adds up the months of an API, with announced changes and growth', () => {
    const row = catalog.apiPrice('google/gemini-3.7-flash');
    const traffic = aTraffic();
    const api = priceApi(traffic, row, ASOF);
    const month = api.monthly.value ?? 0;
    const flat = totalCostOfApi(api, traffic, { perMonth: 0, refs: [] }, ASOF);
    // November and December at the old price; from 2027-01-20 on at double.
    expect(flat.total.value).toBeCloseTo(month * (2 + 34 * 2), 6);
    const grown = totalCostOfApi(api, traffic, { perMonth: 0.05, refs: [] }, ASOF);
    expect(grown.months[3]?.cost.value).toBeCloseTo(2 * month * 1.05 ** 35, 6);
  });

  it('adds instances as the load grows', () => {
    const sizing = aSizing();
    const option = priceServing(sizing, catalog, { providers: ['oci'], asOf: ASOF }).options[0];
    if (option === undefined) throw new TypeError('expected an offer');
    const flat = totalCostOfServing(sizing, option, 'on-demand', { perMonth: 0, refs: [] });
    expect(flat.total.value).toBeCloseTo(36 * 80 * 730, 4);
    const grown = totalCostOfServing(sizing, option, 'on-demand', { perMonth: 0.2, refs: [] });
    expect(grown.months[0]?.cost.value).toBe(80 * 730);
    expect(grown.months[3]?.cost.value).toBeGreaterThan(10 * 80 * 730);
    expect(totalCostOfServing(sizing, option, 'spot', { perMonth: 0, refs: [] }).total.value).toBeNull();
  });

  it('counts months by the calendar', () => {
    expect(addMonths('2026-11-20', 2)).toBe('2027-01-20');
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
  });
});

describe('a catalog without prices', () => {
  it('gives options whose price is unknown, last in order', () => {
    const row = catalog.instance('oci/BM.GPU.H100.8/eu-amsterdam-1');
    const raw = {
      provider: 'oci',
      instanceType: row.instanceType,
      region: row.region,
      category: 'accelerator',
      vCPU: null,
      memoryGiB: null,
      accelerator: 'h100',
      acceleratorId: 'h100-sxm5-80gb',
      acceleratorCount: 8,
      acceleratorMemoryGB: 80,
      onDemandUSDPerHour: null,
      commit1yUSDPerHour: null,
      commit3yUSDPerHour: null,
      spotUSDPerHour: null,
      confidence: 'low',
      source: 'https://example.com/prices',
      sourceDate: null,
    };
    const bare = readCatalog({ instances: { asOf: '2026-08-21', items: [raw] } });
    const option = priceServing(aSizing(), bare, { asOf: ASOF }).options[0];
    expect(option?.monthlyOnDemandUsd).toBeNull();
    expect(option?.perMillionOutputTokens.value).toBeNull();
  });
});
