import { figure, type Figure, unknownFigure } from '@app/kernel';
import type { AxisFigures } from './what-if-result';

/** `after` less `before` with the widest range that both allow; unknown as soon as one of them is. */
export function difference(id: string, label: string, before: Figure, after: Figure): Figure {
  const draft = {
    id,
    label,
    unit: after.unit,
    formula: 'after - before',
    inputs: [before.id, after.id],
    method: 'computed' as const,
  };
  if (before.value === null || after.value === null) {
    return unknownFigure({ ...draft, reason: after.unknown ?? before.unknown ?? 'one side is not known' });
  }
  const span = (a: number | null, b: number | null): number | null =>
    a === null || b === null ? null : a - b;
  return figure({
    ...draft,
    value: after.value - before.value,
    low: span(after.low, before.high),
    high: span(after.high, before.low),
  });
}

/** The same for the four axes. */
export function axisDifference(scope: string, before: AxisFigures, after: AxisFigures): AxisFigures {
  const of = (axis: keyof AxisFigures): Figure =>
    difference(`${scope}.${axis}`, `change of ${axis}`, before[axis], after[axis]);
  return { cost: of('cost'), latency: of('latency'), carbon: of('carbon'), risk: of('risk') };
}
