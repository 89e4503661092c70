import { shownNumber, type ShownNumber } from '../sheets/shown-number';
import type { FigureCell, SheetCell } from '../sheets/sheet';

/** Longer texts are refused by Excel (specifications and limits: 32,767 characters a cell). */
export const LONGEST_TEXT = 32_767;

export const INK = '#1f2430';
const FAINT = '#c9ced8';

/** How a cell of each kind of row looks. */
export function rowStyle(kind: string, colour: string) {
  const top = { alignVertical: 'top' as const, wrap: true };
  switch (kind) {
    case 'title':
      return {
        fontSize: 16,
        fontWeight: 'bold' as const,
        textColor: colour,
        alignVertical: 'center' as const,
      };
    case 'table-title':
      return { fontSize: 12, fontWeight: 'bold' as const, textColor: colour };
    case 'header':
      return {
        ...top,
        fontWeight: 'bold' as const,
        textColor: isDark(colour) ? '#ffffff' : INK,
        backgroundColor: colour,
      };
    case 'link':
      return { textColor: '#0b57d0', textDecoration: { underline: true as const } };
    case 'note':
      return top;
    default:
      return { ...top, bottomBorderStyle: 'thin' as const, bottomBorderColor: FAINT };
  }
}

/** Relative luminance of `#rrggbb` (WCAG 2.2), against which white letters have a contrast of at least 4.5. */
export function isDark(colour: string): boolean {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5;
}

/** The number in a cell and the format that shows it as every other file prints it, with its unit. */
export function typedNumber(cell: SheetCell): { value: number; format: string } | null {
  if (cell === null || typeof cell === 'string') return null;
  switch (cell.kind) {
    case 'number':
      return { value: cell.value, format: Number.isInteger(cell.value) ? '0' : 'General' };
    case 'sum':
      return { value: cell.value, format: formatOf({ ...plainly(cell.value), unit: cell.unit }) };
    case 'figure':
      return figureNumber(cell);
  }
}

function figureNumber({ entry, part, isExact }: FigureCell): { value: number; format: string } | null {
  if (isExact) {
    const value = entry[part];
    return value === null ? null : { value, format: 'General' };
  }
  const shown = shownNumber(entry, part);
  return shown && { value: shown.value, format: formatOf(shown) };
}

function plainly(value: number): Omit<ShownNumber, 'unit'> {
  return { value, places: Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : 2, isScientific: false };
}

const CURRENCY = /^(USD|EUR|GBP|CHF)(?=$|[/ -])(.*)$/;

function formatOf({ unit, places, isScientific }: Omit<ShownNumber, 'value'>): string {
  const money = CURRENCY.exec(unit);
  const decimals = places === 0 ? '' : `.${'0'.repeat(money ? Math.max(2, places) : places)}`;
  const number = isScientific ? '0.00E+00' : `#,##0${decimals}`;
  if (money) return `${quoted(`${money[1]} `)}${number}${quoted(money[2] ?? '')}`;
  if (unit === '') return number;
  return `${number}${quoted(unit === '%' || unit === '×' ? unit : ` ${unit}`)}`;
}

/** Words within a number format; a quotation mark would end them. */
function quoted(words: string): string {
  return words === '' ? '' : `"${words.replaceAll('"', '')}"`;
}
