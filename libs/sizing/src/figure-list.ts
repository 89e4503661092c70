import { figure, type Figure, type Source } from '@app/kernel';
import { presumptionFigure, type Presumption } from './presumption';

interface Computed {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  /** Every other reading of the inputs; the range spans them all. */
  readonly ends: readonly number[];
  readonly formula: string;
  readonly inputs: readonly string[];
  readonly sources?: readonly Source[];
}

/** Collects the figures of a computation under one id prefix, with what was presumed for it. */
export class FigureList<Name extends string> {
  private readonly entries = new Map<string, Figure>();
  readonly ids: Partial<Record<Name, string>> = {};

  constructor(private readonly prefix: string) {}

  id(name: Name): string {
    return `${this.prefix}.${name}`;
  }

  /** Remembers presumptions; gives their ids, for the inputs of figures. */
  presume(...presumptions: readonly Presumption[]): string[] {
    return presumptions.map((presumption) => {
      const entry = presumptionFigure(presumption);
      this.entries.set(entry.id, entry);
      return entry.id;
    });
  }

  /** Adds a computed figure whose range spans its value and its ends. */
  add(draft: Computed & { readonly name: Name }): Figure {
    const { name, ends, value, ...rest } = draft;
    const all = [value, ...ends];
    const entry = figure({
      ...rest,
      id: this.id(name),
      value,
      low: Math.min(...all),
      high: Math.max(...all),
      method: 'computed',
    });
    this.ids[name] = entry.id;
    this.entries.set(entry.id, entry);
    return entry;
  }

  all(): readonly Figure[] {
    return [...this.entries.values()];
  }
}
