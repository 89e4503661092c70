import { invalidWeights } from './search.errors';

/** What options are compared by; less is better on each. */
export const SEARCH_AXES = ['cost', 'latency', 'carbon', 'risk'] as const;
export type SearchAxis = (typeof SEARCH_AXES)[number];

/** How much each axis counts, as shares of 1. */
export type SearchWeights = Readonly<Record<SearchAxis, number>>;

/**
 * What counts how much where a person sets nothing: a choice of this product. Cost leads; latency beyond the promise,
 * which every option keeps, counts little, and so do emissions, whose money is small beside that of the hardware.
 */
export const DEFAULT_WEIGHTS: SearchWeights = { cost: 0.75, latency: 0.08, carbon: 0.02, risk: 0.15 };

/**
 * The weights to search with: those given, in shares of their sum. An axis left out counts 0 as soon as another is given.
 * @throws search.invalid-weights where one is negative or all are 0
 */
export function weightsOf(given: Partial<Record<SearchAxis, number>> | undefined): SearchWeights {
  if (given === undefined || SEARCH_AXES.every((axis) => given[axis] === undefined)) return DEFAULT_WEIGHTS;
  const values = SEARCH_AXES.map((axis) => given[axis] ?? 0);
  const sum = values.reduce((all, value) => all + value, 0);
  if (values.some((value) => !Number.isFinite(value) || value < 0) || sum <= 0) throw invalidWeights(values);
  const [cost, latency, carbon, risk] = values.map((value) => value / sum) as [
    number,
    number,
    number,
    number,
  ];
  return { cost, latency, carbon, risk };
}
