import type { Figure } from '@app/kernel';
import { printFigure } from '@app/reports';

/** A number on the scale on which readers see it, and how many places it has after the point. */
export interface ShownNumber {
  readonly value: number;
  readonly unit: string;
  readonly places: number;
  readonly isScientific: boolean;
}

const BINARY = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** The scale on which every other format prints this figure: bytes as GiB, long times as seconds. */
function scaleOf(entry: Figure, printed: string): { divisor: number; unit: string } {
  const power = BINARY.findIndex((unit) => printed.endsWith(` ${unit}`));
  if (power >= 0 && /^(?:B|bytes?)$/.test(entry.unit)) {
    return { divisor: 1024 ** (power + 1), unit: BINARY[power] as string };
  }
  if (entry.unit === 'ms' && printed.endsWith(' s')) return { divisor: 1_000, unit: 's' };
  if (entry.unit === 's' && printed.endsWith(' µs')) return { divisor: 1e-6, unit: 'µs' };
  const exponent = /^10\^(\d+)(?: (.+))?$/.exec(entry.unit);
  if (exponent) return { divisor: 1 / 10 ** Number(exponent[1]), unit: exponent[2] ?? '' };
  return { divisor: 1, unit: entry.unit === '1' ? '' : entry.unit };
}

/** The value of a figure, or an end of its range, as readers of the other formats see it; null where there is none. */
export function shownNumber(entry: Figure, part: 'value' | 'low' | 'high' = 'value'): ShownNumber | null {
  const raw = entry[part];
  if (raw === null) return null;
  // Ranges are on the scale of the value.
  const printed = printFigure(entry.value === null ? { ...entry, value: raw } : entry).value;
  const { divisor, unit } = scaleOf(entry, printed);
  const value = raw / divisor;
  return { value, unit, ...placesOf(value) };
}

function placesOf(value: number): { places: number; isScientific: boolean } {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return { places: 2, isScientific: true };
  if (Number.isInteger(value)) return { places: 0, isScientific: false };
  const places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 2 - Math.floor(Math.log10(size));
  return { places: Math.min(6, places), isScientific: false };
}
