import { loadCatalog } from '@app/catalog';
import { figure } from '@app/kernel';
import type { ApiTraffic } from './api-price';
import { discounted, presentValueOf } from './present-value';
import { priceApi } from './price-api';
import { totalCostOfApi } from './total-cost';

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

describe('totalCostOfApi', () => {
  it('writes single months as single months, and the first year before the three', () => {
    const traffic = aTraffic();
    const api = priceApi(traffic, catalog.apiPrice('openai/gpt-5-mini'), ASOF);
    const cost = totalCostOfApi(api, traffic, { perMonth: 0.02, refs: [] }, ASOF);
    for (const { cost: month } of cost.months) expect(month.formula).not.toContain('sum');
    expect(cost.total.formula).toContain('sum over months 1 to 36');
    const year = Array.from({ length: 12 }, (_, month) => (api.monthly.value ?? 0) * 1.02 ** month);
    expect(cost.firstYear.value).toBeCloseTo(
      year.reduce((sum, month) => sum + month, 0),
      6,
    );
  });

  it('lets fast growth stop after a year at the low end, and slow growth last', () => {
    const traffic = aTraffic();
    const api = priceApi(traffic, catalog.apiPrice('openai/gpt-5-mini'), ASOF);
    const fast = totalCostOfApi(api, traffic, { perMonth: 0.1, refs: [] }, ASOF);
    const month = api.monthly.value ?? 0;
    expect(fast.months[3]?.cost.value).toBeCloseTo(month * 1.1 ** 35, 6);
    expect(fast.months[3]?.cost.low).toBeCloseTo(month * 1.1 ** 11, 6);
    expect(fast.firstYear.low).toBeCloseTo(fast.firstYear.value ?? 0, 6);
    const slow = totalCostOfApi(api, traffic, { perMonth: 0.03, refs: [] }, ASOF);
    expect(slow.months[3]?.cost.low).toBeCloseTo(month * 1.03 ** 35, 6);
  });

  it('follows a stated path of the load in place of a share a month', () => {
    const traffic = aTraffic();
    const api = priceApi(traffic, catalog.apiPrice('openai/gpt-5-mini'), ASOF);
    const factors = Array.from({ length: 37 }, (_, month) => (month < 6 ? 1 : 3));
    const stepped = totalCostOfApi(api, traffic, { perMonth: 0.1, refs: [], factors }, ASOF);
    const month = api.monthly.value ?? 0;
    // Six months as today, thirty at three times of it.
    expect(stepped.total.value).toBeCloseTo(month * (6 + 30 * 3), 6);
    expect(stepped.firstYear.value).toBeCloseTo(month * (6 + 6 * 3), 6);
    // A path has an end of its own: nothing is cut off at the low end.
    expect(stepped.months[3]?.cost.low).toBeCloseTo(month * 3, 6);
  });

  it('says what later months are worth today', () => {
    // 100 a month for a year at 12 %: 100 (1 - 1.12^-1) / (1.12^(1/12) - 1) = 1,129.15 in place of 1,200.
    const months = Array.from({ length: 12 }, () => 100);
    expect(discounted(months, 0.12)).toBeCloseTo((100 * (1 - 1 / 1.12)) / (1.12 ** (1 / 12) - 1), 8);
    expect(discounted(months, 0.12)).toBeCloseTo(1129.15, 2);
    expect(discounted(months, 0)).toBe(1200);
    const traffic = aTraffic();
    const api = priceApi(traffic, catalog.apiPrice('openai/gpt-5-mini'), ASOF);
    const cost = totalCostOfApi(api, traffic, { perMonth: 0, refs: [] }, ASOF);
    const rate = figure({ id: 'answer.rate', label: 'rate', value: 12, unit: '%', method: 'sourced' });
    const month = api.monthly.value ?? 0;
    const worth = presentValueOf(cost, rate);
    expect(worth.value).toBeCloseTo((month * (1 - 1.12 ** -3)) / (1.12 ** (1 / 12) - 1), 6);
    expect(worth.id).toBe(cost.total.id.replace('.total', '.present-value'));
    expect((worth.low ?? 0) / (worth.value ?? 1)).toBeCloseTo(
      (cost.total.low ?? 0) / (cost.total.value ?? 1),
      12,
    );
  });
});
