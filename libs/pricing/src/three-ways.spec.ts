import { FigureBook } from '@app/kernel';
import { SeededRandom } from './seeded-random';
import { compareWays, costAt, type WayCost } from './three-ways';

const DAYS = 730 / 24;

function aWay(over: Partial<WayCost> & Pick<WayCost, 'way'>): WayCost {
  return {
    label: over.way,
    excluded: null,
    unknown: null,
    perMillionTokens: 0,
    fixed: 0,
    steps: [],
    inputs: [],
    ...over,
  };
}

const api = aWay({ way: 'api', perMillionTokens: 1 });
const rent = aWay({
  way: 'rent',
  steps: [1, 2, 3].map((units) => ({ tokensPerDay: units * 1e8, monthly: units * 1_000 })),
});
const buy = aWay({
  way: 'buy',
  fixed: 500,
  steps: [1, 2, 3].map((units) => ({ tokensPerDay: units * 1e8, monthly: units * 600 })),
});

describe('compareWays', () => {
  it('finds where each way becomes the cheapest', () => {
    const { crossings, steps } = compareWays('w1', [api, rent, buy]);
    // The API meets one rented unit at 1,000 / DAYS x 10^6, which buying meets at its second unit: 1,700 to 2,000.
    expect(crossings.map(({ from, to }) => `${from}-${to}`)).toEqual(['api-rent', 'rent-buy']);
    expect(crossings[0]?.tokensPerDay.value).toBeCloseTo((1_000 / DAYS) * 1e6, 0);
    expect(crossings[1]?.tokensPerDay.value).toBeCloseTo(1e8, -1);
    expect(steps.map(({ cheapest }) => cheapest)).toEqual(['rent', 'buy', 'buy']);
    expect(steps[1]?.monthly.buy?.value).toBe(1_700);
  });

  it('lets no way win that a limit excludes, and names the limit', () => {
    const { crossings, excluded, steps } = compareWays('w1', [
      { ...api, excluded: 'the data must stay in DE' },
      rent,
      { ...buy, unknown: 'nobody gave a purchase price' },
    ]);
    expect(excluded).toEqual([
      { way: 'api', reason: 'the data must stay in DE' },
      { way: 'buy', reason: 'nobody gave a purchase price' },
    ]);
    expect(crossings).toEqual([]);
    expect(Object.keys(steps[0]?.monthly ?? {})).toEqual(['rent']);
  });

  it('sees a way win back where the other steps up', () => {
    const dear = aWay({ way: 'api', perMillionTokens: 0.4 });
    const { crossings } = compareWays('w1', [dear, rent]);
    const path = crossings.map(({ from, to }) => `${from}-${to}`);
    expect(path).toEqual(['api-rent', 'rent-api', 'api-rent', 'rent-api', 'api-rent']);
  });

  it('agrees with a walk over the whole range', () => {
    const random = new SeededRandom(5);
    for (let trial = 0; trial < 60; trial++) {
      const ways = [
        aWay({ way: 'api', perMillionTokens: 0.05 + random.next() }),
        aWay({
          way: 'rent',
          steps: [1, 2, 3, 4].map((n) => ({ tokensPerDay: n * 1e8, monthly: n * (300 + random.next()) })),
        }),
        aWay({
          way: 'buy',
          fixed: random.next() * 900,
          steps: [1, 2].map((n) => ({ tokensPerDay: n * 2e8, monthly: n * (200 + random.next() * 300) })),
        }),
      ];
      const result = compareWays('w1', ways);
      const cheapestAt = (load: number) =>
        ways
          .map((way) => ({ way: way.way, cost: costAt(way, load) ?? Infinity }))
          .sort((a, b) => a.cost - b.cost)[0]?.way;
      let now = cheapestAt(1);
      for (const { tokensPerDay, from, to } of result.crossings) {
        expect(from).toBe(now);
        expect(cheapestAt((tokensPerDay.value ?? 0) * (1 + 1e-7) + 1e-3)).toBe(to);
        now = to;
      }
      expect(now).toBe(cheapestAt(4e8));
      new FigureBook(result.figures);
    }
  });
});
