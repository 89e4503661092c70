import { figure, type Figure } from '@app/kernel';
import type { MeasurementComparisons } from './measurement-comparison';

/** How far the performance model is from published measurements, as figures in %. */
export interface AccuracyFigures {
  readonly median: Figure;
  readonly ninetieth: Figure;
  /** The median signed error: above zero where the model promises more than was measured. */
  readonly bias: Figure;
  /** Share of the measurements that lie between the ends of the prediction. */
  readonly withinRange: Figure;
  readonly rows: Figure;
}

/** The value below which a share `q` of the sorted values lies (nearest rank); 0 for none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? 0;
}

/** Of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

export function accuracyFigures({ rows, skipped }: MeasurementComparisons): AccuracyFigures {
  const ids = rows.map((row) => row.id).sort();
  const absolute = rows.map((row) => Math.abs(row.error));
  const draft = (name: string, label: string, value: number): Figure =>
    figure({
      id: `sizing.accuracy.${name}`,
      label,
      value: value * 100,
      unit: '%',
      formula:
        'predicted / measured - 1; the factors of the model are fitted on these rows, docs/sizing-accuracy.md leaves each model out in turn',
      inputs: [],
      sources: rows
        .map((row) => row.source)
        .filter((source, index, all) => all.findIndex((other) => other.url === source.url) === index),
      method: 'computed',
    });
  return {
    median: draft('median-error', 'median absolute error of the performance model', median(absolute)),
    ninetieth: draft(
      'p90-error',
      'absolute error of the performance model, 90th percentile',
      quantile(absolute, 0.9),
    ),
    bias: draft('bias', 'median signed error of the performance model', median(rows.map((row) => row.error))),
    withinRange: draft(
      'within-range',
      'measurements that lie within the range of the performance model',
      rows.filter((row) => row.measured >= row.low && row.measured <= row.high).length / rows.length,
    ),
    rows: figure({
      id: 'sizing.accuracy.rows',
      label: 'published measurements compared',
      value: ids.length,
      unit: '1',
      formula: `${ids.length + skipped.length} measurements in the catalog, less those of which nothing can be predicted`,
      method: 'computed',
    }),
  };
}
