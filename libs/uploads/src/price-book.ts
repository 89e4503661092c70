import type { OverrideUpload, ReadOverrides, RowProblem } from '@app/catalog';
import { readJson } from './json-source';
import { ProblemList } from './problem-list';
import type { PriceBookDraft, ReadUpload, Upload, UploadProblem } from './upload';

/** A price book as the tenant's own files are read; null where its JSON is none. `asOf` is an ISO date. */
export function priceBookUpload(
  text: string,
  { wish, fileName }: Pick<Upload, 'wish' | 'fileName'>,
  asOf: string,
): { readonly book: OverrideUpload | null; readonly problems: readonly UploadProblem[] } {
  const name = wish.name ?? (fileName === null ? 'Price book' : fileName.replace(/\.(csv|json)$/i, ''));
  if (!/^\s*[{[]/.test(text)) return { book: { name, asOf, content: { csv: text } }, problems: [] };
  const problems = new ProblemList();
  const json = readJson(text, problems);
  return { book: problems.isEmpty ? { name, asOf, content: { json } } : null, problems: problems.items };
}

/** What a dry run says of a price book. */
export function priceBookRead({ kind, file, problems }: ReadOverrides): ReadUpload {
  const list = new ProblemList();
  for (const problem of problems) addRow(list, problem);
  if (file === null || kind === null) return { drafts: [], seen: [], problems: list.items };
  const rows = file.rows.length;
  const why = `${rows} rows of ${kind} would stand in place of rows of the catalog, or beside them, as "${file.name}"`;
  const draft: PriceBookDraft = { target: 'price-book', book: kind, rows, why, line: 1, path: '' };
  return { drafts: [draft], seen: [], problems: [] };
}

function addRow(list: ProblemList, { line, row, field, expected, got }: RowProblem): void {
  const path = line === null && row > 0 ? `/rows/${row - 1}/${field.replaceAll('.', '/')}` : field;
  list.add(line, path, `expected ${expected}, got ${got}`);
}
