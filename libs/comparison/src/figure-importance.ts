import type { FigureDifference } from './figure-differences';

const MONEY = /^(USD|EUR|GBP|CHF)/;
/** What a run measures of itself. */
const MEASURED = /^run\./;
/** What is bought or filled: counts of machines, memory, throughput. */
const SIZE = /^(replicas|accelerators|GPUs?|GiB|TiB|B|GB|tokens\/s|requests\/s|1\/s|ms|s)$/;
/** A few milliseconds of work. */
const FIGURES_A_PIECE = 1_000;
/** The first word of the ids of figures that say how large something has to be. */
const SIZING = /^(sizing|infrastructure|search|cloud-engineer)\./;

/** Whether it is an amount of money that has another value. */
export function isMoneyChange({ id, unit, differs }: FigureDifference): boolean {
  return MONEY.test(unit) && !MEASURED.test(id) && differs.includes('value');
}

/** The place of a figure among others: of two figures the one with the lower number comes first. */
function tierOf({ id, unit, differs, kind }: FigureDifference, keyFigures: ReadonlySet<string>): number {
  if (MEASURED.test(id)) return 6;
  const isOther = kind !== 'changed' || differs.includes('value') || differs.includes('unknown');
  if (!isOther) return 5;
  if (keyFigures.has(id)) return 0;
  const rank = MONEY.test(unit) ? 1 : SIZE.test(unit) || (unit === '1' && SIZING.test(id)) ? 2 : 3;
  // What one report has and the other has not is a consequence of another choice more often than news.
  return kind === 'changed' ? rank : Math.max(rank, 4);
}

/**
 * Key figures first, then money, then sizes, by how much they changed; the same in both directions. In pieces of a few
 * milliseconds.
 */
export function* byImportance<T extends FigureDifference>(
  figures: readonly T[],
  keyFigures: ReadonlySet<string>,
): Generator<void, T[]> {
  const places: Array<{ readonly figure: T; readonly tier: number; readonly weight: number }> = [];
  for (const figure of figures) {
    places.push({ figure, tier: tierOf(figure, keyFigures), weight: weightOf(figure) });
    if (places.length % FIGURES_A_PIECE === 0) yield;
  }
  // An equal weight is equal where both are endless, too.
  places.sort(
    (a, b) =>
      a.tier - b.tier ||
      (a.weight === b.weight ? 0 : b.weight - a.weight) ||
      (a.figure.id < b.figure.id ? -1 : 1),
  );
  yield;
  return places.map(({ figure }) => figure);
}

/** Amounts of money weigh by the amount; everything else by how many times larger or smaller it became. */
function weightOf({ unit, delta, from, to }: FigureDifference): number {
  if (delta === null) return 0;
  if (MONEY.test(unit)) return Math.abs(delta);
  const [low, high] = [from?.value ?? 0, to?.value ?? 0].map(Math.abs).sort((a, b) => a - b) as [
    number,
    number,
  ];
  return low === 0 ? Infinity : high / low;
}
