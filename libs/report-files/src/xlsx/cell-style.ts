import type { ReportLanguage } from '@app/reports/pure';
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
export function typedNumber(
  cell: SheetCell,
  language: ReportLanguage,
): { value: number; format: string } | null {
  if (cell === null || typeof cell === 'string') return null;
  switch (cell.kind) {
    case 'number':
      return { value: cell.value, format: Number.isInteger(cell.value) ? '0' : 'General' };
    case 'sum':
      return figureNumber({ ...cell, kind: 'figure', part: 'value', isExact: false }, language);
    case 'date':
      return { value: cell.days, format: DATES[language] };
    case 'figure':
      return figureNumber(cell, language);
  }
}

/** Days in the order in which a reader writes them; a program shows them in its own calendar. */
const DATES: Readonly<Record<ReportLanguage, string>> = { en: 'yyyy-mm-dd', de: 'dd.mm.yyyy' };

function figureNumber(
  { entry, part, isExact }: FigureCell,
  language: ReportLanguage,
): { value: number; format: string } | null {
  if (isExact) {
    const value = entry[part];
    return value === null ? null : { value, format: 'General' };
  }
  const shown = shownNumber(entry, part, language);
  return shown && { value: shown.value, format: formatOf(shown) };
}

function formatOf({ before, after, places, isScientific }: Omit<ShownNumber, 'value'>): string {
  const decimals = places === 0 ? '' : `.${'0'.repeat(places)}`;
  const number = isScientific ? '0.00E+00' : `#,##0${decimals}`;
  return `${quoted(before)}${number}${quoted(after)}`;
}

/** Words within a number format; a quotation mark would end them. */
function quoted(words: string): string {
  return words === '' ? '' : `"${words.replaceAll('"', '')}"`;
}
