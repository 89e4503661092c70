import { figure, type Figure, type FigureMethod, type Source } from '@app/kernel';

/** A value with its ends under the worst and the best reading of the assumptions; a missing end is not known. */
export interface Ranged {
  readonly value: number;
  readonly worst: number | null;
  readonly best: number | null;
}

export interface RangedDraft extends Ranged {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly formula: string;
  readonly inputs: readonly string[];
  readonly sources: readonly Source[];
  readonly method?: FigureMethod;
}

/** Collects the figures of one sizing under a common id prefix, and the ids by name. */
export class FigureSheet<Name extends string> {
  private readonly figures = new Map<string, Figure>();
  readonly ids: Partial<Record<Name, string>> = {};

  constructor(private readonly prefix: string) {}

  id(name: Name): string {
    return `${this.prefix}.${name}`;
  }

  /** Adds figures that others are computed from: facts and assumptions. */
  addBasis(...figures: readonly Figure[]): void {
    for (const entry of figures) this.figures.set(entry.id, entry);
  }

  /** Adds a computed figure; its range spans the known ends, and an end that is not known stays open. */
  add(draft: RangedDraft & { readonly name: Name }): Figure {
    const { name, value, worst, best, method = 'computed', ...rest } = draft;
    const ends = [value, worst, best].filter((end): end is number => end !== null && Number.isFinite(end));
    const open = worst === null || !Number.isFinite(worst);
    // Where the worst case cannot be served at all, the side on which it lies has no bound.
    const worstIsHigh = best === null ? true : best <= value;
    const entry = figure({
      ...rest,
      id: this.id(name),
      value,
      low: open && !worstIsHigh ? null : Math.min(...ends),
      high: open && worstIsHigh ? null : Math.max(...ends),
      method,
    });
    this.ids[name] = entry.id;
    this.figures.set(entry.id, entry);
    return entry;
  }

  all(): readonly Figure[] {
    return [...this.figures.values()];
  }
}
