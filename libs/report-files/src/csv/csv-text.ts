import { plainText } from '../plain-text';

const LINE_END = '\r\n';
/** Excel takes a file without it for one of the old code pages. */
const BYTE_ORDER_MARK = '\ufeff';
/** What a spreadsheet program reads as the beginning of a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@|\t\r]/;

/** A cell of text is made safe; a number stands as it is, with a point. */
export type CsvCell = string | number | null;

/** Rows as CSV (RFC 4180) in UTF-8 with its byte order mark. */
export function csvText(rows: ReadonlyArray<readonly CsvCell[]>): string {
  return BYTE_ORDER_MARK + rows.map((row) => row.map(field).join(',') + LINE_END).join('');
}

function field(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = harmless(plainText(cell));
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An apostrophe before what would be computed: spreadsheet programs then show the text. */
function harmless(text: string): string {
  return FORMULA.test(text.trimStart()) ? `'${text}` : text;
}
