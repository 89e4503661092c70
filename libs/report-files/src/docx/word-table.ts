import { paragraph, run } from './word-xml';

/** Twentieths of a point between the margins of a page of A4. */
export const TEXT_WIDTH = 9_638;

export interface WordCell {
  /** Runs. */
  readonly content: string;
  /** What is read, to find out how wide the column has to be. */
  readonly text: string;
  readonly isNumber: boolean;
}

export interface WordTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<readonly WordCell[]>;
}

/** More columns than this are set in smaller type. */
const MANY_COLUMNS = 7;

/** A table with its caption above; the header is repeated on every page, and no row is cut in two by a page. */
export function wordTable({ title, columns, rows }: WordTable, none: string): string {
  const widths = columnWidths(columns, rows);
  const style = columns.length > MANY_COLUMNS ? 'TableTextSmall' : 'TableText';
  const isNumeric = columns.map(
    (_column, at) =>
      rows.some((row) => row[at]?.isNumber) &&
      rows.every((row) => row[at]?.isNumber !== false || row[at]?.text === ''),
  );
  const head = columns.map((column, at) =>
    cell(widths[at] ?? 0, paragraph('TableHead', run(column), right(isNumeric[at] ?? false)), HEAD_SHADE),
  );
  const body = rows.map((row) => {
    const cells = columns.map((_column, at) =>
      cell(widths[at] ?? 0, paragraph(style, row[at]?.content ?? '', right(isNumeric[at] ?? false))),
    );
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`;
  });
  const empty = `<w:tr><w:tc><w:tcPr><w:tcW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:gridSpan w:val="${columns.length}"/></w:tcPr>${paragraph(style, run(none, { italic: true }))}</w:tc></w:tr>`;
  return (
    (title === '' ? '' : paragraph('Caption', run(title), '<w:keepNext/>')) +
    `<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>` +
    `<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>` +
    `<w:tblCaption w:val="${captionOf(title)}"/></w:tblPr>` +
    `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>` +
    `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head.join('')}</w:tr>` +
    `${body.length === 0 ? empty : body.join('')}</w:tbl>${paragraph('AfterTable', '')}`
  );
}

const HEAD_SHADE = '<w:vAlign w:val="bottom"/>';

function cell(width: number, content: string, more = ''): string {
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${more}</w:tcPr>${content}</w:tc>`;
}

function right(isNumeric: boolean): string {
  return isNumeric ? '<w:jc w:val="right"/>' : '';
}

/** For readers who do not see the table; the attribute takes no mark-up. */
function captionOf(title: string): string {
  return run(title)
    .replace(/<[^>]*>/g, '')
    .slice(0, 250)
    .replace(/&[^;]*$/, '');
}

/**
 * Shares of the page by what stands in the columns: each gets room for its longest word, and the rest goes by the
 * square root of the length of its texts, so that a long one does not starve the others.
 */
function columnWidths(columns: readonly string[], rows: WordTable['rows']): number[] {
  const needs = columns.map((column, at) => {
    const texts = [column, ...rows.slice(0, 200).map((row) => row[at]?.text ?? '')];
    const word = Math.max(...texts.flatMap((text) => text.split(/[\s/-]/).map(({ length }) => length)));
    const mean = texts.reduce((sum, { length }) => sum + length, 0) / texts.length;
    return { word: Math.min(16, word + 1), weight: Math.sqrt(Math.max(4, mean)) };
  });
  const letter = columns.length > MANY_COLUMNS ? 85 : 100;
  const least = needs.map(({ word }) => Math.min(TEXT_WIDTH / columns.length, word * letter + 110));
  const spare = TEXT_WIDTH - least.reduce((sum, width) => sum + width, 0);
  const weights = needs.reduce((sum, { weight }) => sum + weight, 0);
  const widths = needs.map(({ weight }, at) => Math.floor((least[at] ?? 0) + (spare * weight) / weights));
  const rest = TEXT_WIDTH - widths.reduce((sum, width) => sum + width, 0);
  return widths.map((width, at) => (at === 0 ? width + rest : width));
}
