import type { Presentation, ReportDocument, ReportLanguage } from '@app/reports/pure';
import { plainText } from '../plain-text';
import { reportSheets } from '../sheets/report-sheets';
import type { ReportSheet } from '../sheets/sheet';
import { sheetWordsOf, type SheetWords } from '../sheets/sheet-words';
import { zipArchive } from '../zip-archive';
import { csvTable } from './csv-table';

const LONGEST_NAME = 48;

/** The report as a zip of CSV files, one for each table of the workbook, with a README that lists them. */
export function renderCsv(document: ReportDocument, { language }: Presentation): Promise<Uint8Array> {
  const words = sheetWordsOf(language);
  const tables = reportSheets(document, { language, branding: null }).flatMap((sheet, at) =>
    csvFiles(sheet, at + 1, language, words),
  );
  const readme = [
    plainText(document.title),
    '',
    ...words.readme,
    '',
    ...tables.map(({ path, title, rows }) => `${path}: ${plainText(title)} (${rows})`),
    '',
  ].join('\r\n');
  const files = Object.fromEntries(tables.map(({ path, text }) => [path, text]));
  return Promise.resolve(zipArchive({ 'README.txt': `\ufeff${readme}`, ...files }));
}

interface CsvFile {
  readonly path: string;
  readonly title: string;
  readonly rows: number;
  readonly text: string;
}

function csvFiles(
  sheet: ReportSheet,
  number: number,
  language: ReportLanguage,
  words: SheetWords,
): CsvFile[] {
  const subject = `${String(number).padStart(2, '0')}-${slug(sheet.name)}`;
  const notes =
    sheet.notes.length === 0
      ? []
      : [{ title: words.text, columns: [words.text], rows: sheet.notes.map((note) => [note]) }];
  const all = [...notes, ...sheet.tables];
  return all.map((table, at) => ({
    path:
      all.length === 1
        ? `${subject}.csv`
        : `${subject}/${String(at + 1).padStart(2, '0')}-${slug(table.title)}.csv`,
    title: all.length === 1 ? sheet.title : `${sheet.title}: ${table.title}`,
    rows: table.rows.length,
    text: csvTable(table, language, words.unitOf),
  }));
}

/** A title as the name of a file that every system takes: small Latin letters, digits and hyphens. */
function slug(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/ß/g, 'ss')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^-+|-+$/g, '');
  return words === '' ? 'table' : words;
}
