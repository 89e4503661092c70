import type { Figure } from '@app/kernel';
import { printFigure, wordsOf, type ReportLanguage } from '@app/reports/pure';

/** A number on the scale on which readers see it, and what stands around it. */
export interface ShownNumber {
  readonly value: number;
  /** `USD ` in English, where the currency leads. */
  readonly before: string;
  /** The unit in the language, with the space that goes before it. */
  readonly after: string;
  /** Digits after the point. */
  readonly places: number;
  readonly isScientific: boolean;
}

const BINARY = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** By what every other format divides this figure: bytes are printed as GiB, long times as seconds. */
function divisorOf({ unit }: Figure, printed: string): number {
  const power = BINARY.findIndex((binary) => printed.endsWith(` ${binary}`));
  if (power >= 0 && /^(?:B|bytes?)$/.test(unit)) return 1024 ** (power + 1);
  if (unit === 'ms' && printed.endsWith(' s')) return 1_000;
  if (unit === 's' && printed.endsWith(' µs')) return 1e-6;
  const exponent = /^10\^(\d+)(?: .+)?$/.exec(unit)?.[1];
  return exponent === undefined ? 1 : 1 / 10 ** Number(exponent);
}

/** The value of a figure, or an end of its range, as readers of the other formats see it; null where there is none. */
export function shownNumber(
  entry: Figure,
  part: 'value' | 'low' | 'high',
  language: ReportLanguage,
): ShownNumber | null {
  const raw = entry[part];
  if (raw === null) return null;
  // Ranges are on the scale of the value.
  const printed = printFigure(entry.value === null ? { ...entry, value: raw } : entry, language).value;
  const value = raw / divisorOf(entry, printed);
  return { value, ...wordsAround(printed, language), ...placesOf(value, entry.unit) };
}

/** What is printed without its digits; a cell has them all, so that it says no `million`. */
function wordsAround(printed: string, language: ReportLanguage): { before: string; after: string } {
  const { million, billion, trillion } = wordsOf(language);
  const [, before = '', rest = ''] = /^([^\d-]*)-?\d[\d.,]*(.*)$/su.exec(printed) ?? [];
  const scale = [million, billion, trillion].find((word) => rest.startsWith(` ${word}`));
  const after = scale === undefined ? rest : rest.slice(scale.length + 1);
  return { before, after: after.replace(/^ × 10[⁰¹²³⁴-⁹⁻]+/u, '') };
}

/** As many as `printNumber` writes; the same for all cells of a size, so that their points stand below each other. */
function placesOf(value: number, unit: string): { places: number; isScientific: boolean } {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return { places: 2, isScientific: true };
  if (Number.isInteger(value)) return { places: 0, isScientific: false };
  if (unit === '%' && size > 99 && size < 100) return { places: 3, isScientific: false };
  const isMoney = /^[A-Z]{3}(?=$|[/ ])/.test(unit);
  const places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 2 - Math.floor(Math.log10(size));
  const cents = isMoney && size >= 0.1 && size < 100;
  return { places: cents ? 2 : Math.min(6, places), isScientific: false };
}
