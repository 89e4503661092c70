import type { Figure } from '@app/kernel';
import {
  fieldOf,
  headingOf,
  isAnswerId,
  printAnswer,
  printDate,
  printFigure,
  usesOfFigures,
  type ReportDocument,
} from '@app/reports/pure';
import { plainText } from '../plain-text';
import { dateCell, exactCell, type SheetCell, type SheetRow, type SheetTable } from './sheet';
import type { SheetCells } from './sheet-cells';

/** Every figure in a row: what it is, its numbers in its own unit, how it came about and what it rests on. */
export function figureTable(document: ReportDocument, cells: SheetCells): SheetTable {
  const { words, sheetWords } = cells;
  return {
    title: words.appendixFigures,
    columns: [
      words.identifier,
      words.figure,
      words.value,
      words.low,
      words.high,
      words.unit,
      sheetWords.printed,
      words.method,
      words.formula,
      words.inputs,
      words.sources,
      words.asOf,
      words.confidence,
      sheetWords.restsOn,
    ],
    rows: document.figures.map((entry) => figureRow(entry, document, cells)),
  };
}

function figureRow(entry: Figure, document: ReportDocument, cells: SheetCells): SheetRow {
  const { language, words, index } = cells;
  const each = (of: (source: Figure['sources'][number]) => string) =>
    plainText(entry.sources.map(of).join('; ')) || null;
  const under = [...cells.sourcesUnder(entry.id)].sort((a, b) => a - b);
  const numbers = index.sourceNumbersOf(entry);
  return [
    plainText(entry.id),
    plainText(headingOf(entry)),
    exactCell(entry),
    entry.low === null ? null : exactCell(entry, 'low'),
    entry.high === null ? null : exactCell(entry, 'high'),
    plainText(entry.unit),
    plainText(printFigure(entry, language).text),
    words.methods[entry.method],
    entry.formula === null ? null : plainText(entry.formula),
    plainText(entry.inputs.map((id) => inputOf(id, document, cells)).join('; ')) || null,
    entry.sources.length === 0
      ? null
      : plainText(
          entry.sources.map(({ title, url }, at) => `[${numbers[at] ?? ''}] ${title} <${url}>`).join('; '),
        ),
    asOfDates(entry),
    each(({ confidence }) => words.confidences[confidence]),
    under.join(', ') || null,
  ];
}

/** A date where its sources have one and the same; else those of each, as texts. */
function asOfDates({ sources }: Figure): SheetCell {
  const dates = [...new Set(sources.map(({ asOf }) => asOf))];
  const [only = ''] = dates;
  if (dates.length <= 1) return only === '' ? null : dateCell(only, plainText(only));
  return plainText(sources.map(({ asOf }) => asOf).join('; '));
}

function inputOf(id: string, document: ReportDocument, cells: SheetCells): string {
  if (!isAnswerId(id)) return id;
  const given = Object.hasOwn(document.answers, id);
  const value = given ? printAnswer(document.answers[id], cells.language) : cells.words.notGiven;
  return `${fieldOf(id)} = ${value}`;
}

/** Each source once, by the number that rows refer to. */
export function sourceTable({ index, words, sheetWords, language }: SheetCells): SheetTable {
  return {
    title: words.appendixSources,
    columns: [sheetWords.number, words.source, words.address, words.asOf, words.confidence],
    rows: index.sources.map(({ title, url, asOf, confidence }, at) => [
      { kind: 'number', value: at + 1 },
      plainText(title),
      plainText(url),
      dateCell(asOf, printDate(asOf, language)),
      words.confidences[confidence],
    ]),
  };
}

/** What was answered, and which figures used it. */
export function answerTable(document: ReportDocument, { words, language }: SheetCells): SheetTable {
  const uses = usesOfFigures(document.figures);
  return {
    title: words.appendixAnswers,
    columns: [words.answerField, words.answer, words.usedFor],
    rows: Object.entries(document.answers).map(([id, value]) => [
      plainText(fieldOf(id)),
      typeof value === 'number' ? { kind: 'number', value } : plainText(printAnswer(value, language)),
      (uses.get(id) ?? []).join(', ') || null,
    ]),
  };
}

export function versionTable({ versions }: ReportDocument, { words }: SheetCells): SheetTable {
  return {
    title: words.appendixVersions,
    columns: [words.component, words.version],
    rows: Object.entries(versions)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, version]) => [plainText(name), plainText(version)]),
  };
}
