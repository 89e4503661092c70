import { chartTable, type ReportCard, type ReportSection } from '@app/reports/pure';
import type { SheetCells } from './sheet-cells';
import type { ReportSheet, SheetTable } from './sheet';

/** A longer table has a sheet of its own, where its header stays in sight. */
const LONG_TABLE = 30;

type UnnamedSheet = Omit<ReportSheet, 'name'> & { readonly tab: string };

/** A section as sheets: its sentences and its tables on one, and each long table on its own. */
export function sectionSheets(section: ReportSection, cells: SheetCells): UnnamedSheet[] {
  const tables = tablesOf(section, cells);
  const long = tables.filter(({ rows }) => rows.length > LONG_TABLE);
  const short = tables.filter((table) => !long.includes(table));
  const [only] = tables;
  const notes = notesOf(section, cells);
  if (tables.length === 1 && only) return [{ tab: section.title, title: section.title, notes, tables }];
  return [
    ...(short.length + notes.length === 0
      ? []
      : [{ tab: section.title, title: section.title, notes, tables: short }]),
    ...long.map((table) => ({ tab: table.title, title: table.title, notes: [], tables: [table] })),
  ];
}

function notesOf(section: ReportSection, cells: SheetCells): string[] {
  return section.blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
        return [cells.text(block.text)];
      case 'callout':
        return [`${cells.words.tones[block.tone]}: ${cells.text(block.text)}`];
      case 'list':
        return block.items.map((item) => cells.text(item));
      default:
        return [];
    }
  });
}

function tablesOf(section: ReportSection, cells: SheetCells): SheetTable[] {
  const cards = section.blocks.filter((block) => block.kind === 'card');
  const tables = section.blocks.flatMap((block): SheetTable[] => {
    if (block.kind === 'table') return [plainTable(block.title, block.columns, block.rows, cells)];
    if (block.kind === 'chart') {
      const { columns, rows } = chartTable(block.chart, cells.words);
      return [plainTable(block.chart.title, columns, rows, cells)];
    }
    if (block.kind !== 'spans') return [];
    const { agent, startedAfter, took } = cells.words;
    const rows = block.spans.map((span) => [
      span.label,
      `${Math.round(span.fromMs)} ms`,
      `[[${span.figureId}]]`,
    ]);
    return [plainTable(block.title, [agent, startedAfter, took], rows, cells)];
  });
  return cards.length === 0 ? tables : [cardTable(section, cards, cells), ...tables];
}

function plainTable(
  title: string,
  columns: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  cells: SheetCells,
): SheetTable {
  return {
    title,
    columns: [...columns, ...cells.trailColumns()],
    rows: rows.map((row) => cells.row(row)),
    trailColumns: 2,
  };
}

/** The findings, decisions or recommendations of a section, a row each; what their details are called, a column. */
function cardTable(section: ReportSection, cards: readonly ReportCard[], cells: SheetCells): SheetTable {
  const { words, sheetWords } = cells;
  const labels = [...new Set(cards.flatMap((card) => card.details.map(({ label }) => label)))];
  const isTagged = cards.some(({ tag }) => tag !== '');
  const rows = cards.map((card) => {
    const details = labels.map((label) =>
      card.details
        .filter((detail) => detail.label === label)
        .flatMap(({ items }) => items)
        .join('; '),
    );
    const row = cells.row([card.title, card.text, ...details]);
    const weight = card.severity === null ? null : words.severities[card.severity];
    return isTagged ? [tagOf(card.tag), weight, ...row] : [weight, ...row];
  });
  const isRanked = cards.every(({ tag }) => /^\d+$/.test(tag));
  const first = isRanked ? words.rank : sheetWords.tag;
  const title = section.id === 'recommendations' ? section.title : sheetWords.findings;
  const columns = [words.severity, words.subject, words.text, ...labels, ...cells.trailColumns()];
  return { title, columns: isTagged ? [first, ...columns] : columns, rows, trailColumns: 2 };
}

function tagOf(tag: string) {
  return /^\d{1,9}$/.test(tag) ? { kind: 'number' as const, value: Number(tag) } : tag || null;
}
