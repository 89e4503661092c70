import type { Figure } from '@app/kernel';
import type { WorkloadInput } from '../assessment-input';
import { INTAKE_FIELDS } from './intake-fields';
import type { WorkloadBook } from './workload-book';

const SECONDS_PER_DAY = 86_400;

const PER_DAY = {
  name: 'requestsPerDay',
  path: ['traffic', 'requestsPerDay'],
  label: 'Requests a day',
  unit: '1/d',
} as const;
const AT_PEAK = {
  name: 'requestsPerSecondPeak',
  path: ['traffic', 'requestsPerSecondPeak'],
  label: 'Requests per second at the peak',
  unit: '1/s',
} as const;

/** Mean and peak rate: from whichever of day, peak and their ratio were answered. */
export function completeRates(book: WorkloadBook, input: WorkloadInput): void {
  const perDay = book.answer(PER_DAY);
  const atPeak = book.answer(AT_PEAK);
  if (!perDay && !atPeak) return;
  if (perDay && atPeak) {
    book.compute(
      'peakFactor',
      { label: 'Peak rate over mean rate', unit: '1', formula: 'peak rate x 86400 / requests a day' },
      { value: (valueOf(atPeak) * SECONDS_PER_DAY) / valueOf(perDay), inputs: [atPeak, perDay] },
    );
    return;
  }
  const factor = peakFactor(book, input);
  if (!factor) return;
  if (perDay) {
    const mean = valueOf(perDay) / SECONDS_PER_DAY;
    book.compute(
      'requestsPerSecondPeak',
      { label: AT_PEAK.label, unit: AT_PEAK.unit, formula: 'requests a day / 86400 x peak factor' },
      {
        value: mean * valueOf(factor),
        low: factor.low === null ? null : mean * factor.low,
        high: factor.high === null ? null : mean * factor.high,
        inputs: [perDay, factor],
      },
    );
  } else if (atPeak) {
    const day = valueOf(atPeak) * SECONDS_PER_DAY;
    book.compute(
      'requestsPerDay',
      { label: PER_DAY.label, unit: PER_DAY.unit, formula: 'peak rate x 86400 / peak factor' },
      {
        value: day / valueOf(factor),
        low: factor.high === null ? null : day / factor.high,
        high: factor.low === null ? null : day / factor.low,
        inputs: [atPeak, factor],
      },
    );
  }
}

function peakFactor(book: WorkloadBook, input: WorkloadInput): Figure | undefined {
  const field = INTAKE_FIELDS.find((entry) => entry.name === 'peakFactor');
  if (!field) return undefined;
  const given = book.answer(field);
  if (given) return given;
  const range = field.assumed[input.kind];
  return range && book.assume({ ...field, range });
}

/** The number of a figure that intake itself made: those always have one. */
function valueOf(entry: Figure): number {
  return entry.value ?? 0;
}
