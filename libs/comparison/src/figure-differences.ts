import { canonicalJson, type Figure } from '@app/kernel';
import { printFigure } from '@app/reports';
import type { AnswerPaths } from './answer-paths';
import type { ComparedValue, FigureAspect, FigureChange } from './comparison';

/** A figure that differs, before it is known why. */
export type FigureDifference = Omit<FigureChange, 'causes' | 'foundBy'>;

/** A figure of both reports; undefined on the side that has none. */
export interface FigurePair {
  readonly from: Figure | undefined;
  readonly to: Figure | undefined;
}

/** A few milliseconds of work. */
const FIGURES_A_PIECE = 1_000;

/** The figures of both reports, by id; in pieces of a few milliseconds. */
export function* figurePairs(
  from: readonly Figure[],
  to: readonly Figure[],
): Generator<void, ReadonlyMap<string, FigurePair>> {
  const pairs = new Map<string, FigurePair>();
  for (const [at, entry] of from.entries()) {
    pairs.set(entry.id, { from: entry, to: undefined });
    if (at % FIGURES_A_PIECE === 0) yield;
  }
  for (const [at, entry] of to.entries()) {
    pairs.set(entry.id, { from: pairs.get(entry.id)?.from, to: entry });
    if (at % FIGURES_A_PIECE === 0) yield;
  }
  return pairs;
}

/** What the two sides have differently; null where they agree. */
export function differenceOf(
  pair: FigurePair,
  paths: Readonly<Record<'from' | 'to', AnswerPaths>>,
): FigureDifference | null {
  const { from, to } = pair;
  const known = from ?? to;
  if (!known) return null;
  const differs = from && to ? aspectsOf(from, to, paths) : [];
  if (from && to && differs.length === 0) return null;
  const isComparable = from?.value != null && to?.value != null && from.unit === to.unit;
  return {
    id: known.id,
    label: from && to && from.label !== to.label ? joined(from.label, to.label) : known.label,
    kind: from && to ? 'changed' : to ? 'added' : 'removed',
    unit: from && to && from.unit !== to.unit ? joined(from.unit, to.unit) : known.unit,
    from: from ? valueOf(from) : null,
    to: to ? valueOf(to) : null,
    delta: isComparable ? to.value - from.value : null,
    printedDelta: isComparable ? printedSize(known, to.value - from.value) : null,
    ratio: isComparable && from.value !== 0 ? to.value / from.value : null,
    insideBothRanges: from && to ? insideBoth(from, to) : null,
    differs,
  };
}

function aspectsOf(
  from: Figure,
  to: Figure,
  paths: Readonly<Record<'from' | 'to', AnswerPaths>>,
): FigureAspect[] {
  const inputs = (entry: Figure, side: AnswerPaths) =>
    [...new Set(entry.inputs.map((id) => side.sharedId(id)))].sort().join('\n');
  const tests: ReadonlyArray<readonly [FigureAspect, boolean]> = [
    ['value', from.value !== to.value],
    ['unknown', from.unknown !== to.unknown],
    ['range', from.low !== to.low || from.high !== to.high],
    ['unit', from.unit !== to.unit],
    ['label', from.label !== to.label],
    ['formula', from.formula !== to.formula],
    ['method', from.method !== to.method],
    ['sources', !hasSameSources(from, to)],
    ['inputs', inputs(from, paths.from) !== inputs(to, paths.to)],
  ];
  return tests.filter(([, isOther]) => isOther).map(([aspect]) => aspect);
}

/** The order of the keys is the same nearly always, which is cheaper to see. */
function hasSameSources({ sources: a }: Figure, { sources: b }: Figure): boolean {
  return JSON.stringify(a) === JSON.stringify(b) || canonicalJson(a) === canonicalJson(b);
}

/** Without a range on either side nothing can be said; with both, each value must lie in each. */
function insideBoth(from: Figure, to: Figure): boolean | null {
  const ranges = [from, to];
  if (from.unit !== to.unit) return null;
  if (ranges.some(({ value, low, high }) => value === null || low === null || high === null)) return null;
  return ranges.every(({ value }) =>
    ranges.every(
      ({ low, high }) => (low as number) <= (value as number) && (value as number) <= (high as number),
    ),
  );
}

function valueOf(entry: Figure): ComparedValue {
  const { label, value, low, high } = entry;
  return { label, value, low, high, printed: printFigure(entry).text };
}

/** Between two shares stand percentage points; per cent of what, nobody could tell. */
function printedSize(entry: Figure, delta: number): string {
  const { value } = printFigure({ ...entry, value: Math.abs(delta), low: null, high: null });
  return entry.unit === '%' ? value.replace('%', ' percentage points') : value;
}

/** Two texts in an order that does not depend on which side is which. */
function joined(a: string, b: string): string {
  return [a, b].sort().join(' / ');
}
