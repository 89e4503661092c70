import { canonicalJson } from './canonical-json';
import { InvariantError } from './app-error';
import type { Figure } from './figure';

/**
 * The figures of one analysis, by id. Adding the same figure twice is fine (engines are deterministic, agents
 * share them); adding a different one under a known id is a defect and refused.
 */
export class FigureBook {
  private readonly byId = new Map<string, Figure>();

  constructor(figures: Iterable<Figure> = []) {
    this.addAll(figures);
  }

  /** @throws invariant-broken when another figure already has this id. */
  add(entry: Figure): Figure {
    const known = this.byId.get(entry.id);
    if (known && known !== entry && canonicalJson(known) !== canonicalJson(entry)) {
      throw new InvariantError(`figure ${entry.id} was given twice with different content`);
    }
    if (!known) this.byId.set(entry.id, entry);
    return known ?? entry;
  }

  addAll(figures: Iterable<Figure>): void {
    for (const entry of figures) this.add(entry);
  }

  get(id: string): Figure | undefined {
    return this.byId.get(id);
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  /** All figures, ordered by id, so that equal content serialises to equal bytes. */
  all(): Figure[] {
    return [...this.byId.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }
}
