import type { Benchmark, BenchmarkResult, Measurement } from './benchmark';
import { verdictOf } from './benchmark';

/** What one benchmark gave, or why it gave nothing. */
export interface Outcome {
  readonly benchmark: Pick<Benchmark, 'name' | 'title'>;
  /** Load average of the last minute when it began. */
  readonly loadAtStart: number;
  readonly result: BenchmarkResult | null;
  readonly failure: string | null;
}

const HEADINGS = ['what', 'figure', 'unit', 'better', 'aim', 'result', 'spread'] as const;
const FIGURE_COLUMN = 1;

/** One outcome as a table with its title above and its notes and drawing below. */
export function formatOutcome({ benchmark, loadAtStart, result, failure }: Outcome): string {
  const title = `${benchmark.name}: ${benchmark.title}  [load ${loadAtStart.toFixed(2)}]`;
  if (!result) return `${title}\n  gave no result: ${failure ?? 'unknown'}\n`;
  const rows = result.measurements.map(toCells);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  ')}`.trimEnd();
  const rule = widths.map((width) => '-'.repeat(width));
  const notes = (result.notes ?? []).map((note) => `  * ${note}`);
  const plot = (result.plot ?? []).map((text) => `  ${text}`);
  return [title, line(HEADINGS), line(rule), ...rows.map(line), ...notes, ...plot, ''].join('\n');
}

/** How many aims were met and which were missed, in one line each. */
export function formatVerdicts(outcomes: readonly Outcome[]): string {
  const judged = outcomes.flatMap(({ benchmark, result }) =>
    (result?.measurements ?? []).flatMap((measurement) => {
      const verdict = verdictOf(measurement);
      return verdict ? [{ benchmark, measurement, verdict }] : [];
    }),
  );
  const missed = judged.filter(({ verdict }) => verdict === 'missed');
  const broken = outcomes.filter(({ result }) => !result);
  return [
    `${judged.length - missed.length} of ${judged.length} aims met`,
    ...missed.map(({ benchmark, measurement }) => `  missed  ${benchmark.name}: ${inWords(measurement)}`),
    ...broken.map(({ benchmark, failure }) => `  broken  ${benchmark.name}: ${failure ?? 'unknown'}`),
    '',
  ].join('\n');
}

/** Whether every benchmark gave a result and every aim was met. */
export function allMet(outcomes: readonly Outcome[]): boolean {
  return outcomes.every(({ result }) => result?.measurements.every((one) => verdictOf(one) !== 'missed'));
}

/** Three digits that count, and no more decimals than that. */
export function formatFigure(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  return value.toFixed(size >= 1 ? 2 : 3);
}

function toCells(measurement: Measurement): string[] {
  const { what, value, unit, better = '', aim, spread = '' } = measurement;
  return [
    what,
    formatFigure(value),
    unit,
    better,
    aim ? `${aim.is} ${aim.value}` : '',
    verdictOf(measurement)?.replace('missed', 'MISSED') ?? '',
    spread,
  ];
}

function pad(cell: string, width: number, column: number): string {
  return column === FIGURE_COLUMN ? cell.padStart(width) : cell.padEnd(width);
}

function inWords({ what, value, unit, aim }: Measurement): string {
  return `${what}: ${formatFigure(value)} ${unit}, aim ${aim?.is} ${aim?.value}`;
}
