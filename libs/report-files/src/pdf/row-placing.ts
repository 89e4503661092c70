import type { PagePlace } from './pdf-parts';
import type { RowTable } from './pdf-rows';
import type { PlacedRow } from './row-drawing';
import { lineHeight, setRow, splitRow, type FontChoice, type SetRow } from './row-setting';

/** The pages, as far as rows are put on them. */
export interface RowPages {
  context(): PagePlace;
  moveToNextPage(): void;
}

/** A row above this height may be broken; one that is lower goes to the next page as a whole. */
const TALL = 150;
/** Lines of a broken row that stand together. */
const FEWEST_LINES = 3;
/** A head above this height is not repeated: it would leave no room for a row. */
const TALL_HEAD = 200;

/** Puts a table on as many pages as it fills, its head on each of them. */
export function placeRows(table: RowTable, pages: RowPages, fontOf: FontChoice): void {
  const head = table.head.map((row) => setRow(row, table, fontOf));
  const headHeight = heightOf(head);
  const isRepeated = headHeight <= TALL_HEAD;
  // A head that is not repeated is broken over pages as any row is.
  const body = isRepeated ? table.body() : [...table.head, ...table.body()];
  const place = new RowPlace(table, pages, isRepeated ? head : []);
  let led: SetRow | null = null;
  for (const row of body) {
    const set = setRow(row, table, fontOf);
    if (led) place.lead(led, set);
    if (row.leads) {
      led = set;
      continue;
    }
    led = null;
    place.put(set);
  }
  if (led) place.put(led);
}

/** Points that a table needs on a page to begin there: its head and its first row, or the most of it. */
export function roomOfRows(table: RowTable, fontOf: FontChoice): number {
  const head = heightOf(table.head.map((row) => setRow(row, table, fontOf)));
  let body = 0;
  for (const row of table.body()) {
    body += setRow(row, table, fontOf).height;
    if (!row.leads) break;
  }
  return Math.min(head, TALL_HEAD) + Math.min(body, TALL);
}

function heightOf(rows: readonly SetRow[]): number {
  return rows.reduce((sum, { height }) => sum + height, 0);
}

/** A table under way: what stands where, and whether this page has its head. */
class RowPlace {
  private isHeadDue = true;

  constructor(
    private readonly table: RowTable,
    private readonly pages: RowPages,
    private readonly head: readonly SetRow[],
  ) {}

  /** Puts a row that heads the next one on the page of that. */
  lead(row: SetRow, next: SetRow): void {
    if (this.free < row.height + Math.min(next.height, this.fewest)) this.turn();
    this.put(row);
  }

  put(row: SetRow): void {
    let rest: SetRow | null = row;
    while (rest) {
      if (rest.height <= this.free) {
        this.add(rest);
        return;
      }
      const lines = Math.floor((this.free - this.padding) / lineHeight(this.table));
      // On a page of its own it is broken wherever that ends.
      if (this.isFresh || (rest.height > TALL && lines >= FEWEST_LINES)) {
        const parts: readonly [SetRow, SetRow | null] = splitRow(rest, Math.max(1, lines), this.table);
        this.add(parts[0]);
        rest = parts[1];
      }
      if (rest) this.turn();
    }
  }

  /** Points on this page that a row may take. */
  private get free(): number {
    return this.pages.context().availableHeight - (this.isHeadDue ? heightOf(this.head) : 0);
  }

  private get padding(): number {
    return this.table.look.above + this.table.look.below;
  }

  private get fewest(): number {
    return this.padding + FEWEST_LINES * lineHeight(this.table);
  }

  /** Whether nothing of the document stands on this page yet. */
  private get isFresh(): boolean {
    return this.pages.context().getCurrentPage().items.length === 0;
  }

  private turn(): void {
    this.pages.moveToNextPage();
    this.isHeadDue = true;
  }

  private add(row: SetRow): void {
    if (this.isHeadDue) {
      this.isHeadDue = false;
      this.head.forEach((one, order) =>
        this.draw(one, { isHead: true, isHeadEnd: order === this.head.length - 1 }),
      );
    }
    this.draw(row, { isHead: false, isHeadEnd: false });
  }

  private draw(set: SetRow, kind: { readonly isHead: boolean; readonly isHeadEnd: boolean }): void {
    const context = this.pages.context();
    const { look, widths } = this.table;
    const width = widths.reduce((sum, one) => sum + one + look.left + look.right, 0);
    const item: PlacedRow = { x: context.x, y: context.y, width, set, table: this.table, ...kind };
    context.getCurrentPage().items.push({ type: 'svg', item });
    context.moveDown(set.height);
  }
}
