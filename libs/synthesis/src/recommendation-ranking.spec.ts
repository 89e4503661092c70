import { RECOMMENDATION_THEMES } from '@app/agents';
import { FigureBook } from '@app/kernel';
import { aFigure } from '../../../test/support/agent-output.builder';
import type { Rankable } from './recommendation-ranking';
import { SEVERITIES, rankingOrder } from './recommendation-ranking';

const UNITS = ['USD/month', 'USD/h', 'USD/year', 'tokens/s'];
const FIGURES = Array.from({ length: 12 }, (_, index) =>
  aFigure({
    id: `f${index}`,
    unit: UNITS[index % UNITS.length]!,
    // Equal amounts, negative ones and unknown ones among them.
    ...(index % 5 === 4 ? { value: null, unknown: 'no price' } : { value: (index % 3) * 100 - 100 }),
  }),
);
const order = rankingOrder(new FigureBook(FIGURES));

/** Numbers from 0 to 1 that follow from a seed: a linear congruence, good enough to mix with. */
function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}

function someRecommendations(seed: number, count: number): Rankable[] {
  const next = chance(seed);
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  return Array.from({ length: count }, (_, index) => ({
    key: `k${index}`,
    theme: oneOf(RECOMMENDATION_THEMES),
    severity: oneOf(SEVERITIES),
    compliance: { requirements: oneOf([[], ['gdpr:32']]) },
    cost: { figureIds: oneOf([[], [oneOf(FIGURES).id], [oneOf(FIGURES).id, 'nobody-made-it']]) },
  }));
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const next = chance(seed);
  return list
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

const SEEDS = [1, 2, 3, 5, 8, 13, 21, 34];

describe('rankingOrder', () => {
  it.each(SEEDS)('orders any two, one way round, whatever they are (seed %d)', (seed) => {
    const all = someRecommendations(seed, 40);
    for (const a of all) {
      for (const b of all) {
        const forth = Math.sign(order(a, b));
        expect(forth).toBe(a === b ? 0 : -Math.sign(order(b, a)));
        if (a !== b) expect(forth).not.toBe(0);
      }
    }
  });

  it.each(SEEDS)('orders three without a ring (seed %d)', (seed) => {
    const all = someRecommendations(seed, 20);
    const rings = all.flatMap((a) =>
      all.flatMap((b) => all.filter((c) => order(a, b) < 0 && order(b, c) < 0 && order(a, c) >= 0)),
    );
    expect(rings).toEqual([]);
  });

  it.each(SEEDS)('gives one order whatever order they come in (seed %d)', (seed) => {
    const all = someRecommendations(seed, 40);
    const keys = (list: readonly Rankable[]) => [...list].sort(order).map(({ key }) => key);
    const expected = keys(all);
    for (const other of SEEDS) expect(keys(shuffled(all, other))).toEqual(expected);
  });
});
