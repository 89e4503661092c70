import {
  headingOf,
  printDate,
  printTime,
  reportIndex,
  type Presentation,
  type ReportDocument,
} from '@app/reports/pure';
import { answerTable, figureTable, sourceTable, versionTable } from './appendix-sheets';
import { chartRanges } from './chart-ranges';
import { monthTables, totalTables } from './cost-sheets';
import { plainText } from '../plain-text';
import { sectionSheets } from './section-sheets';
import { figureCell, type ReportSheet, type SheetRow, type SheetTable } from './sheet';
import { SheetCells } from './sheet-cells';
import { sheetNames } from './sheet-names';

/** Excel takes 1,048,576 rows; nobody reads a tenth of that, and each costs memory. */
const MOST_ROWS = 20_000;

/**
 * A report as sheets: a summary, a sheet for each section and long table, the months of the forecast, totals with
 * their parts, the numbers of every chart, and every figure, source and answer in rows.
 */
export function reportSheets(document: ReportDocument, presentation: Presentation): ReportSheet[] {
  const cells = new SheetCells(reportIndex(document, presentation.language), presentation.language);
  const { words, sheetWords } = cells;
  const nameOf = sheetNames();
  const sheet = (tab: string, title: string, notes: readonly string[], tables: readonly SheetTable[]) =>
    tables.some(({ rows }) => rows.length > 0) || notes.length > 0
      ? [
          {
            name: nameOf(tab),
            title: plainText(title),
            notes,
            tables: tables.map((one) => bounded(one, cells)),
          },
        ]
      : [];
  return [
    ...sheet(
      sheetWords.summary,
      document.title,
      summaryNotes(document, cells),
      summaryTables(document, cells),
    ),
    ...sheet(sheetWords.months, sheetWords.months, [], monthTables(document, cells)),
    ...document.sections
      .flatMap((section) => sectionSheets(section, cells))
      .flatMap(({ tab, title, notes, tables }) => sheet(tab, title, notes, tables)),
    ...sheet(
      sheetWords.totals,
      sheetWords.totals,
      ...explained(sheetWords.totalsExplained, totalTables(document, cells)),
    ),
    ...sheet(
      sheetWords.charts,
      sheetWords.charts,
      ...explained(sheetWords.chartsExplained, chartRanges(document, cells)),
    ),
    ...sheet(sheetWords.figures, words.appendixFigures, [], [figureTable(document, cells)]),
    ...sheet(words.sources, words.appendixSources, [], [sourceTable(cells)]),
    ...sheet(sheetWords.answers, words.appendixAnswers, [], [answerTable(document, cells)]),
    ...sheet(sheetWords.versions, words.appendixVersions, [], [versionTable(document, cells)]),
  ];
}

function explained(note: string, tables: readonly SheetTable[]): [string[], readonly SheetTable[]] {
  return [tables.length === 0 ? [] : [note], tables];
}

function summaryNotes(document: ReportDocument, cells: SheetCells): string[] {
  const { words, language } = cells;
  const missing = document.agents.filter((agent) => agent.missing !== null);
  const heard = words.ofAll(document.agents.length - missing.length, document.agents.length);
  return [
    plainText(document.subtitle),
    `${words.state}: ${words.states[document.state]} · ${words.agentsHeard}: ${heard} · ${words.asOf}: ${printDate(document.asOf, language)} · ` +
      `${words.analysed}: ${printTime(document.generatedAt, language)} · ${words.run}: ${plainText(document.runId)}`,
    ...missing.map((agent) => plainText(`${words.partialResult} ${agent.name}: ${agent.missing}`)),
    language === 'en' ? '' : words.agentTexts,
    cells.text(document.verdict),
  ].filter((note) => note !== '');
}

function summaryTables(document: ReportDocument, cells: SheetCells): SheetTable[] {
  const { words, index } = cells;
  const keys = document.keyFigures.flatMap((id): SheetRow[] => {
    const entry = index.figures.get(id);
    if (!entry) return [];
    const ends = (['low', 'high'] as const).map((part) =>
      entry[part] === null ? null : figureCell(entry, part),
    );
    return [[plainText(headingOf(entry)), figureCell(entry), ...ends, ...cells.trailOf([id])]];
  });
  const decided = document.decisions.map(({ label, option, contested }): SheetRow => [
    plainText(label),
    plainText(option),
    contested ? words.yes : words.no,
  ]);
  return [
    {
      title: words.keyFigures,
      columns: [words.figure, words.value, words.low, words.high, ...cells.trailColumns()],
      trailColumns: 2,
      rows: keys,
    },
    { title: words.decided, columns: [words.choice, words.decided, words.contested], rows: decided },
  ].filter(({ rows }) => rows.length > 0);
}

function bounded(table: SheetTable, { sheetWords }: SheetCells): SheetTable {
  if (table.rows.length <= MOST_ROWS) return table;
  const note = [sheetWords.rowsLeftOut(table.rows.length - MOST_ROWS)];
  return { ...table, rows: [...table.rows.slice(0, MOST_ROWS), note] };
}
