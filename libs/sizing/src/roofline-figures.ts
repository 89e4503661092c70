import { figure, type Figure } from '@app/kernel';
import type { RooflineErrors } from './roofline-error';

/** How far the roofline is from published inference measurements, as figures in %. */
export interface RooflineFigures {
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

export function rooflineFigures({ rows, skipped }: RooflineErrors): RooflineFigures {
  const ids = rows.map((row) => row.id).sort();
  const absolute = rows.map((row) => Math.abs(row.error));
  const draft = (name: string, label: string, value: number): Figure =>
    figure({
      id: `sizing.roofline.${name}`,
      label,
      value: value * 100,
      unit: '%',
      formula:
        'predicted / measured - 1 with starting values from the literature; of these rows only the bandwidth share of AWS Neuron chips was taken',
      inputs: [],
      sources: rows
        .map((row) => row.source)
        .filter((source, index, all) => all.findIndex((other) => other.url === source.url) === index),
      method: 'computed',
    });
  return {
    median: draft('median-error', 'median absolute error of the roofline', quantile(absolute, 0.5)),
    ninetieth: draft('p90-error', 'absolute error of the roofline, 90th percentile', quantile(absolute, 0.9)),
    bias: draft(
      'bias',
      'median signed error of the roofline',
      quantile(
        rows.map((row) => row.error),
        0.5,
      ),
    ),
    withinRange: draft(
      'within-range',
      'measurements that lie within the range of the roofline',
      rows.filter((row) => row.measured >= row.low && row.measured <= row.high).length / rows.length,
    ),
    rows: figure({
      id: 'sizing.roofline.rows',
      label: 'published inference measurements compared',
      value: ids.length,
      unit: '1',
      formula: `${ids.length + skipped.length} inference rows in the catalog, less those that do not state their token lengths or use pipeline parallelism`,
      method: 'computed',
    }),
  };
}
