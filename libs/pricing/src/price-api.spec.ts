import { loadCatalog, type ApiPriceRow } from '@app/catalog';
import type { ApiTraffic } from './api-price';
import { beyondThreshold, normalCdf } from './long-prompts';
import { priceApi } from './price-api';

const catalog = loadCatalog();
const ASOF = '2026-11-20';

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

function monthlyOf(row: ApiPriceRow, over: Partial<ApiTraffic> = {}, asOf = ASOF) {
  return priceApi(aTraffic(over), row, asOf).monthly;
}

describe('priceApi', () => {
  it('bills input and output by the million', () => {
    // 10^6 requests x (1000 x 1.25 + 250 x 10) / 10^6.
    expect(monthlyOf(catalog.apiPrice('openai/gpt-5')).value).toBeCloseTo(3750, 8);
  });

  it('bills the cached share at the cached price', () => {
    const monthly = monthlyOf(catalog.apiPrice('openai/gpt-5'), { cachedShare: 0.8 });
    expect(monthly.value).toBeCloseTo(200 * 1.25 + 800 * 0.125 + 2500, 8);
  });

  it('widens the range where the cached price is not sourced', () => {
    const monthly = monthlyOf(catalog.apiPrice('cohere/command-a'), { cachedShare: 0.5 });
    expect(monthly.value).toBeCloseTo(1000 * 2.5 + 2500, 8);
    expect(monthly.low).toBeCloseTo(500 * 2.5 + 2500, 8);
  });

  it('leaves the bill of a model that reasons without a high end, and says what is not in it', () => {
    const row = catalog.apiPrice('openai/gpt-5-mini');
    const { perRequest, monthly } = priceApi(aTraffic({ cachedShare: 0.5 }), row, ASOF);
    expect(monthly.value).toBeCloseTo(500 * 0.25 + 500 * 0.025 + 250 * 2, 8);
    expect([monthly.low, monthly.high]).toEqual([monthly.value, null]);
    expect(perRequest.formula).toContain('without the tokens of reasoning');
    expect(perRequest.sources.map(({ url }) => url)).toContain(row.reasoningSource);
    const plain = priceApi(aTraffic(), catalog.apiPrice('openai/gpt-4.1-mini'), ASOF);
    expect(plain.monthly.high).toBe(plain.monthly.value);
    const vectors = priceApi(aTraffic({ outputTokens: null }), row, ASOF);
    expect(vectors.monthly.high).toBe(vectors.monthly.value);
  });

  it('bounds the cost of writing the cache', () => {
    const monthly = monthlyOf(catalog.apiPrice('anthropic/claude-sonnet-5'), { cachedShare: 0.5 });
    expect(monthly.value).toBeCloseTo(500 * 3 + 500 * 0.3 + 250 * 15, 8);
    expect(monthly.high).toBeCloseTo(500 * 3 + 500 * 3.75 + 250 * 15, 8);
  });

  it('bills all tokens of a long request at the long-context tier', () => {
    const long = { inputTokens: { p50: 300_000, p95: 300_000 }, requestsPerMonth: 1 };
    const monthly = monthlyOf(catalog.apiPrice('google/gemini-2.5-pro'), long);
    expect(monthly.value).toBeCloseTo((300_000 * 2.5 + 250 * 15) / 1e6, 10);
  });

  it('leaves a long answer unknown where its tier has no price, and bounds a cached prompt', () => {
    const row = catalog.apiPrice('google/gemini-2.5-pro');
    const tiers = row.longContextTiers;
    if (!tiers) throw new TypeError('the row has tiers');
    const long = { inputTokens: { p50: 300_000, p95: 300_000 }, requestsPerMonth: 1 };
    const unpriced = { ...row, longContextTiers: { ...tiers, output_mtok: [] } };
    expect(monthlyOf(unpriced, long).value).toBeNull();
    expect(monthlyOf(unpriced).value).not.toBeNull();
    const uncached = { ...row, longContextTiers: { ...tiers, cache_read_mtok: [] } };
    const cached = monthlyOf(uncached, { ...long, cachedShare: 1 });
    // Nothing says that what is cached is free: the value is at the input price of the tier.
    expect(cached.value).toBeCloseTo((300_000 * 2.5 + 250 * 15) / 1e6, 10);
    expect(cached.low).toBeCloseTo((250 * 15) / 1e6, 10);
  });

  it('names the price change that is announced, and applies it from its day', () => {
    const row = catalog.apiPrice('google/gemini-3.7-flash');
    const pricing = priceApi(aTraffic(), row, ASOF);
    expect(pricing.announced.map((change) => change.from)).toEqual(['2027-01-01']);
    expect(pricing.announced[0]?.monthly.value).toBeCloseTo(2 * (pricing.monthly.value ?? 0), 8);
    expect(monthlyOf(row, {}, '2027-01-01').value).toBeCloseTo(2 * (pricing.monthly.value ?? 0), 8);
  });

  it('does not invent an output price', () => {
    const monthly = monthlyOf(catalog.apiPrice('openai/text-embedding-3-small'));
    expect(monthly.value).toBeNull();
    expect(monthly.unknown).toContain('output price');
    const embedding = monthlyOf(catalog.apiPrice('openai/text-embedding-3-small'), { outputTokens: null });
    expect(embedding.value).toBeCloseTo(1000 * 0.02, 10);
  });
});

describe('beyondThreshold', () => {
  it('splits a log-normal at the threshold', () => {
    expect(normalCdf(1.645)).toBeCloseTo(0.95, 4);
    const spread = { p50: 1000, p95: 5000 };
    expect(beyondThreshold(spread, 5000).share).toBeCloseTo(0.05, 3);
    expect(beyondThreshold(spread, 1000).share).toBeCloseTo(0.5, 6);
    expect(beyondThreshold({ p50: 1000, p95: 1000 }, 2000)).toEqual({ share: 0, tokens: 0 });
  });
});
