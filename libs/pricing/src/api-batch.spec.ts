import { loadCatalog } from '@app/catalog';
import { priceApiBatch } from './api-batch';
import { priceApi } from './price-api';

const catalog = loadCatalog();
const spread = { p50: 1000, p95: 1000 };
const traffic = {
  workloadId: 'w1',
  requestsPerMonth: 1_000_000,
  inputTokens: spread,
  outputTokens: { p50: 250, p95: 250 },
  cachedShare: 0,
  inputRefs: {},
};

describe('priceApiBatch', () => {
  const { reasoningSource: _reasons, ...plain } = catalog.apiPrice('openai/gpt-5');
  const api = priceApi(traffic, plain, '2026-11-20');

  it('halves what may wait, and keeps the list price at the high end', () => {
    // 1,000,000 x (1000 x 1.25 + 250 x 10) / 10^6 = 3,750 USD; 40 % of it at half.
    expect(api.monthly.value).toBeCloseTo(3_750, 8);
    const batch = priceApiBatch(api, 0.4, []);
    expect(batch?.monthly).toMatchObject({ value: expect.closeTo(3_000, 8), high: expect.closeTo(3_750, 8) });
    expect(batch?.saving).toMatchObject({ value: expect.closeTo(750, 8), low: 0 });
    // What reasoning adds to the list price, nobody knows: not in batches either.
    const reasons = priceApi(traffic, catalog.apiPrice('openai/gpt-5'), '2026-11-20');
    expect(priceApiBatch(reasons, 0.4, [])?.monthly).toMatchObject({
      low: expect.closeTo(3_000, 8),
      high: null,
    });
  });

  it('bills cached tokens at their own price first', () => {
    const cached = priceApi({ ...traffic, cachedShare: 0.4 }, catalog.apiPrice('openai/gpt-5'), '2026-11-20');
    // (600 x 1.25 + 400 x 0.125 + 250 x 10) / 10^6 = 0.0033 USD a request.
    expect(cached.monthly.value).toBeCloseTo(3_300, 8);
    expect(priceApiBatch(cached, 1, [])?.monthly.value).toBeCloseTo(1_650, 8);
  });

  it('falls as more may wait, and never below half', () => {
    const costs = [0, 0.25, 0.5, 1].map((share) => priceApiBatch(api, share, [])?.monthly.value ?? 0);
    expect(costs).toEqual([...costs].sort((a, b) => b - a));
    expect(costs[0]).toBeCloseTo(3_750, 8);
    expect(costs.at(-1)).toBeCloseTo(1_875, 8);
  });
});
