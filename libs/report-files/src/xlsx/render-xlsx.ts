import type { Presentation, ReportDocument } from '@app/reports/pure';
import { reportSheets } from '../sheets/report-sheets';
import { openArchive, zipArchive } from '../zip-archive';
import { finishWorkbook } from './finish-workbook';
import { layOut, type LaidSheet } from './sheet-layout';
import { workbookSheet } from './workbook-sheet';

/** Of headings where an organisation has no colours of its own. */
const HOUSE_COLOUR = '#0b5a5e';

/**
 * The report as a workbook (ECMA-376): numbers are numbers with their unit in the format, totals are formulas, each
 * figure leads to its row of the sheet of figures. A text stays a text, whatever sign it begins with.
 */
export async function renderXlsx(document: ReportDocument, presentation: Presentation): Promise<Uint8Array> {
  const { default: writeWorkbook } = await import('write-excel-file/node');
  const sheets = reportSheets(document, presentation);
  const names = sheets.map(({ name }) => name);
  const laid: LaidSheet[] = sheets.map((sheet, at) => layOut(sheet, at === 0 ? names.slice(1) : []));
  const colour = presentation.branding?.primaryColour ?? HOUSE_COLOUR;
  const workbook = writeWorkbook(
    laid.map((one) => workbookSheet(one, { colour, language: presentation.language })),
    { fontFamily: 'Calibri', fontSize: 10 },
  );
  const files = openArchive(await workbook.toBuffer());
  return zipArchive(finishWorkbook(files, laid, document, presentation));
}
