import { escapeXml } from '../plain-text';
import { columnName, rangeOn, type LaidSheet } from './sheet-layout';

/** Excel keeps at most 65,530 links on a sheet. */
const MOST_LINKS = 60_000;

/** Links of a sheet: from the list of sheets to each of them, and from each figure to its row of the register. */
export function sheetLinks(
  laid: LaidSheet,
  sheets: readonly LaidSheet[],
  register: LaidSheet | undefined,
): string {
  const rows = laid === register ? new Map<string, number>() : rowsOf(register);
  const links = laid.rows.flatMap((row, at) => {
    if (row.kind === 'link') {
      const target = sheets.find(({ sheet }) => sheet.name === row.cells[0]);
      return target ? [link(`A${at + 1}`, target.sheet.name, 1)] : [];
    }
    return row.cells.flatMap((cell, column) => {
      if (!register || cell === null || typeof cell !== 'object' || cell.kind !== 'figure') return [];
      const target = rows.get(cell.entry.id);
      return target === undefined
        ? []
        : [link(`${columnName(column)}${at + 1}`, register.sheet.name, target)];
    });
  });
  return links.slice(0, MOST_LINKS).join('');
}

const KNOWN = new WeakMap<LaidSheet, ReadonlyMap<string, number>>();

/** The row of each figure in the register, by id. */
function rowsOf(register: LaidSheet | undefined): ReadonlyMap<string, number> {
  if (!register) return new Map();
  const known = KNOWN.get(register);
  if (known) return known;
  const rows = new Map(
    register.rows.flatMap((row, at) =>
      row.kind === 'row' && typeof row.cells[0] === 'string' ? [[row.cells[0], at + 1] as const] : [],
    ),
  );
  KNOWN.set(register, rows);
  return rows;
}

function link(ref: string, sheetName: string, row: number): string {
  return `<hyperlink ref="${ref}" location="${escapeXml(rangeOn(sheetName, `A${row}`))}"/>`;
}
