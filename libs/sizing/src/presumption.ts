import { figure, type Figure, type Source } from '@app/kernel';

/** A number that nobody gave: what is taken for it, from where to where it may lie, and why. */
export interface Presumption {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly note: string;
  readonly source?: Source;
}

export type Reading = 'value' | 'low' | 'high';

/** The figure of a presumption: `assumption.sizing.<id>`. */
export function presumptionFigure(presumption: Presumption): Figure {
  const { id, label, unit, value, low, high, note, source } = presumption;
  return figure({
    id: `assumption.sizing.${id}`,
    label,
    unit,
    value,
    low,
    high,
    formula: note,
    sources: source === undefined ? [] : [source],
    method: 'assumed',
  });
}

/** A number given by a person or another engine: exact unless it has a range of its own. */
export interface Given {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly refs: readonly string[];
}

/** A given number without a range. */
export function given(value: number, refs: readonly string[]): Given {
  return { value, low: value, high: value, refs };
}

/** A given number from a figure; null where its value is unknown. */
export function givenBy(entry: Figure | undefined): Given | null {
  if (entry === undefined || entry.value === null) return null;
  const { value, low, high, id } = entry;
  return { value, low: low ?? value, high: high ?? value, refs: [id] };
}
