import type { PagePlace, PdfPage } from './pdf-parts';
import type { RowCell, RowLook, RowTable, TableRow } from './pdf-rows';
import type { PlacedRow } from './row-drawing';
import { placeRows, roomOfRows } from './row-placing';
import { setRow, type SettingFont } from './row-setting';

/** Every sign is half as wide as its line is high: a column of 50 points holds ten signs of ten points. */
const FONT: SettingFont = { widthOfString: (text, size) => (text.length * size) / 2 };
const fontOf = () => FONT;
const LOOK: RowLook = {
  ...{ fontSize: 10, leading: 1, left: 0, right: 0, above: 0, below: 0 },
  ...{ rule: 1, headRule: 1, headRuleColour: '#000000' },
};

const words = (text: string, more: Partial<RowCell> = {}): RowCell => ({ runs: [{ text }], ...more });
const aRow = (...texts: readonly string[]): TableRow => ({ cells: texts.map((text) => words(text)) });

function aTable(body: readonly TableRow[], head: readonly TableRow[] = []): RowTable {
  return { widths: [50, 100], look: LOOK, head, body: () => body };
}

function linesOf(row: TableRow): string[][] {
  const set = setRow(row, aTable([]), fontOf);
  return set.cells.map(({ lines }) => lines.map((line) => line.map(({ text }) => text).join('')));
}

/** Pages of a height, and what was put on each of them. */
class Pages {
  readonly all: PlacedRow[][] = [[]];
  private y = 0;

  constructor(private readonly height: number) {}

  context(): PagePlace {
    const { y, height } = this;
    const page = {
      items: { push: ({ item }: { item: object }) => this.all.at(-1)?.push(item as PlacedRow) },
    } as unknown as PdfPage;
    Object.defineProperty(page.items, 'length', { get: () => this.all.at(-1)?.length });
    return {
      x: 0,
      y,
      availableHeight: height - y,
      getCurrentPage: () => page,
      moveDown: (points) => (this.y += points),
    };
  }

  moveToNextPage(): void {
    this.all.push([]);
    this.y = 0;
  }

  /** The words of the first column, page by page. */
  get texts(): string[][] {
    return this.all.map((rows) =>
      rows.map(
        ({ set }) => set.cells[0]?.lines.map((line) => line.map(({ text }) => text).join('')).join('|') ?? '',
      ),
    );
  }
}

function placed(table: RowTable, height = 100): Pages {
  const pages = new Pages(height);
  placeRows(table, pages, fontOf);
  return pages;
}

describe('setRow', () => {
  it('breaks lines after spaces, and loses no sign', () => {
    expect(linesOf(aRow('one two three four', 'beside'))).toEqual([['one two ', 'three four'], ['beside']]);
  });

  it('breaks between letters after a mark, not in a range or a number', () => {
    expect(linesOf(aRow('abcdefgh/ijkl', ''))[0]).toEqual(['abcdefgh/', 'ijkl']);
    expect(linesOf(aRow('10.5-20.5 3', ''))[0]?.join('')).toBe('10.5-20.5 3');
    expect(linesOf(aRow('x 10.5-20.5', ''))[0]).toEqual(['x ', '10.5-20.5']);
  });

  it('cuts a word that is wider than its column', () => {
    const [lines = []] = linesOf(aRow('x'.repeat(10_000), ''));
    expect(lines).toHaveLength(1_000);
    expect(lines.join('')).toHaveLength(10_000);
  });

  it('keeps looks apart and words together across them', () => {
    const bold = { text: 'USD 1', bold: true };
    const row: TableRow = { cells: [{ runs: [bold, { text: '0/month' }] }] };
    const set = setRow(row, aTable([]), fontOf);
    const lines = set.cells[0]?.lines.map((line) => line.map(({ text, run }) => [text, run.bold === true]));
    expect(lines).toEqual([
      [['USD ', true]],
      [
        ['1', true],
        ['0/month', false],
      ],
    ]);
  });

  it('ends lines at the right edge without the space at their end', () => {
    const set = setRow({ cells: [words('12 345678901', { alignment: 'right' })] }, aTable([]), fontOf);
    expect(set.cells[0]?.lines.map(([first]) => first?.x)).toEqual([40, 5]);
  });

  it('lets a cell take several columns', () => {
    const set = setRow({ cells: [words('a'.repeat(30), { span: 2 })] }, aTable([]), fontOf);
    expect(set.cells[0]?.lines).toHaveLength(1);
    expect(set.height).toBe(10);
  });
});

describe('placeRows', () => {
  const rows = (count: number) => Array.from({ length: count }, (_none, at) => aRow(`row ${at}`, ''));

  it('repeats the head on each page, with its words as they are', () => {
    const { texts } = placed(aTable(rows(20), [aRow('head', '')]));
    expect(texts.map((page) => page[0])).toEqual(['head', 'head', 'head']);
    expect(texts.flat().filter((text) => text !== 'head')).toEqual(rows(20).map((_row, at) => `row ${at}`));
  });

  it('takes a row that does not fit to the next page as a whole', () => {
    const two = aRow('one two three four', '');
    expect(placed(aTable([...rows(9), two])).texts[1]).toEqual(['one two |three four']);
  });

  it('breaks a row that is taller than a page, names it once, and says where it ends', () => {
    const tall: TableRow = { cells: [words('word words '.repeat(25), { id: 'f1' })] };
    const { all, texts } = placed(aTable([aRow('first', ''), tall]), 200);
    expect(texts.flat().join('').replaceAll('|', '')).toBe(`first${'word words '.repeat(25)}`);
    const parts = all.flat().slice(1);
    expect(parts.map(({ set }) => set.goesOn)).toEqual([true, false]);
    expect(parts.map(({ set }) => set.cells[0]?.cell.id)).toEqual(['f1', undefined]);
  });

  it('keeps a row that heads the next one on the page of that', () => {
    const formula: TableRow = { ...aRow('formula', ''), leads: true };
    const { texts } = placed(aTable([...rows(9), formula, aRow('figure', '')]));
    expect(texts).toEqual([rows(9).map((_row, at) => `row ${at}`), ['formula', 'figure']]);
  });

  it('breaks a head that fills the page, and repeats it nowhere', () => {
    const { texts } = placed(aTable(rows(3), [aRow('head words '.repeat(40), '')]), 300);
    expect(texts.flat().filter((text) => text.includes('head'))).toHaveLength(2);
    expect(texts.flat().slice(-3)).toEqual(['row 0', 'row 1', 'row 2']);
  });

  it('needs room for its head and its first row', () => {
    expect(roomOfRows(aTable(rows(3), [aRow('head', '')]), fontOf)).toBe(20);
    const formula: TableRow = { ...aRow('formula', ''), leads: true };
    expect(roomOfRows(aTable([formula, ...rows(3)]), fontOf)).toBe(20);
  });
});
