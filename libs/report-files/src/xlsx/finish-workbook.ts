import { wordsOf, type Presentation, type ReportDocument } from '@app/reports/pure';
import { escapeXml } from '../plain-text';
import { sheetWordsOf } from '../sheets/sheet-words';
import { coreProperties } from '../core-properties';
import { columnName, rangeOn, type LaidSheet } from './sheet-layout';
import { sheetLinks } from './sheet-links';

const CORE_TYPE =
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>';
const CORE_RELATION =
  '<Relationship Id="rIdCore" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>';

type Files = Readonly<Record<string, Uint8Array>>;

/**
 * Adds what the library that writes the workbook has no words for: filters, links, names of ranges, the values that
 * formulas come to (for readers that do not compute), and the properties of the document.
 */
export function finishWorkbook(
  files: Files,
  sheets: readonly LaidSheet[],
  document: ReportDocument,
  presentation: Presentation,
): Record<string, Uint8Array | string> {
  const text = (path: string) => Buffer.from(files[path] ?? []).toString('utf8');
  const names = definedNames(sheets);
  const figures = sheetWordsOf(presentation.language).figures;
  const register = sheets.find(({ sheet }) => sheet.name === figures);
  const finished: Record<string, Uint8Array | string> = { ...files };
  sheets.forEach((sheet, at) => {
    const path = `xl/worksheets/sheet${at + 1}.xml`;
    finished[path] = finishSheet(text(path), sheet, sheetLinks(sheet, sheets, register));
  });
  finished['xl/workbook.xml'] = text('xl/workbook.xml').replace('</sheets>', () => `</sheets>${names}`);
  finished['docProps/core.xml'] = coreProperties(document, presentation, wordsOf(presentation.language));
  finished['[Content_Types].xml'] = text('[Content_Types].xml').replace('</Types>', `${CORE_TYPE}</Types>`);
  finished['_rels/.rels'] = text('_rels/.rels').replace(
    '</Relationships>',
    `${CORE_RELATION}</Relationships>`,
  );
  return finished;
}

/** Elements in the order of the schema: a filter stands before merged cells, links after them. */
function finishSheet(unfinished: string, sheet: LaidSheet, links: string): string {
  const xml = onePageWide(unfinished);
  const sums = new Map<string, number | null>(
    sheet.tables.flatMap(({ table, headerRow }) =>
      table.rows.flatMap((row, at) =>
        row.flatMap((cell, column) =>
          cell !== null && typeof cell === 'object' && cell.kind === 'sum'
            ? [[`${columnName(column)}${headerRow + 2 + at}`, cell.entry.value] as const]
            : [],
        ),
      ),
    ),
  );
  const valued = xml.replace(
    /(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*<\/f>)(?=<\/c>)/g,
    (whole, cell: string, ref: string) => (sums.has(ref) ? `${cell}<v>${sums.get(ref)}</v>` : whole),
  );
  const filter = filterRange(sheet);
  const filtered =
    filter === null ? valued : valued.replace('</sheetData>', `</sheetData><autoFilter ref="${filter}"/>`);
  if (links === '') return filtered;
  const anchor = ['</mergeCells>', '<autoFilter [^>]*/>', '</sheetData>']
    .map((pattern) => new RegExp(pattern).exec(filtered))
    .find((match) => match !== null);
  const end = anchor ? anchor.index + anchor[0].length : filtered.length;
  return `${filtered.slice(0, end)}<hyperlinks>${links}</hyperlinks>${filtered.slice(end)}`;
}

/** Printed, all columns stand on one page; what is frozen is named as Excel names it where only rows are. */
function onePageWide(xml: string): string {
  return xml
    .replace(' xSplit="0"', '')
    .replace('activePane="bottomRight"', 'activePane="bottomLeft"')
    .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace('<pageSetup ', '<pageSetup fitToWidth="1" fitToHeight="0" ');
}

/** The table of a sheet that has only one, without the sum below it. */
function filterRange({ tables }: LaidSheet): string | null {
  const [only] = tables;
  if (tables.length !== 1 || !only || only.table.rows.length < 2) return null;
  const hasSum = only.table.rows
    .at(-1)
    ?.some((cell) => cell !== null && typeof cell === 'object' && cell.kind === 'sum');
  const last = only.headerRow + 1 + only.table.rows.length - (hasSum ? 1 : 0);
  return `A${only.headerRow + 1}:${columnName(only.table.columns.length - 1)}${last}`;
}

/** Ranges of charts and months by name, and the header of a table alone on each printed page. */
function definedNames(sheets: readonly LaidSheet[]): string {
  const taken = new Set<string>();
  const ranges = sheets.flatMap(({ sheet, tables }) =>
    tables.flatMap(({ table, headerRow }) => {
      if (table.rangeName === undefined) return [];
      const name = uniqueName(table.rangeName, taken);
      const last = headerRow + 1 + table.rows.length;
      const range = `$A$${headerRow + 1}:$${columnName(table.columns.length - 1)}$${last}`;
      return [`<definedName name="${name}">${escapeXml(rangeOn(sheet.name, range))}</definedName>`];
    }),
  );
  const local = sheets.flatMap((laid, at) => {
    const { sheet, tables } = laid;
    const filter = filterRange(laid);
    const header = (tables[0]?.headerRow ?? 0) + 1;
    // A last column whose text runs on would make the printed page wider than the table.
    const area = `$A$1:$${columnName(laid.columnCount - 1)}$${laid.rows.length}`;
    const printed = `<definedName name="_xlnm.Print_Area" localSheetId="${at}">${escapeXml(rangeOn(sheet.name, area))}</definedName>`;
    if (filter === null) return [printed];
    const fixed = filter.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${escapeXml(rangeOn(sheet.name, fixed))}</definedName>`,
      printed,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${escapeXml(rangeOn(sheet.name, `$${header}:$${header}`))}</definedName>`,
    ];
  });
  const all = [...ranges, ...local];
  return all.length === 0 ? '' : `<definedNames>${all.join('')}</definedNames>`;
}

function uniqueName(wish: string, taken: Set<string>): string {
  const name = wish.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 200);
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (taken.has(candidate.toLowerCase())) continue;
    taken.add(candidate.toLowerCase());
    return candidate;
  }
}
