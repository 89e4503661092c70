import { acceleratorFigures, modelFigures } from '@app/catalog';
import { cite, type Figure } from '@app/kernel';
import type { MeasurementComparison } from '@app/sizing';
import type { Analysis } from '../analysis';
import { counted } from '../bench/naming';
import type { Workbench } from '../workbench';

/** Rows that a reader can take in. */
const SHOWN = 12;

/** How far the sizing model is off on measurements like the plan’s. */
export interface ModelError {
  readonly words: string;
  /** Median of the absolute errors in %; null where nothing is comparable. */
  readonly error: Figure | null;
  /** `[[error]] in the median`, to be read behind `off by`. */
  readonly offBy: string;
}

/** Published measurements of the models and accelerators in play, beside what the sizing model says of them. */
export function measuredBesidePredicted(
  notes: Analysis,
  bench: Workbench,
  comparisons: readonly MeasurementComparison[],
): ModelError {
  const serving = comparisons.filter((row) => row.kind.startsWith('inference'));
  const models = new Set(bench.workloads.flatMap((workload) => workload.model().row?.id ?? []));
  const accelerators = new Set(
    bench.workloads.flatMap((workload) =>
      workload.sized().options.feasible.map((sizing) => sizing.of.acceleratorId),
    ),
  );
  const ofModel = serving.filter((row) => models.has(row.modelId));
  const comparable =
    ofModel.length > 0 ? ofModel : serving.filter((row) => accelerators.has(row.acceleratorId));
  if (comparable.length === 0) {
    notes.leaveOut({
      id: 'research.benchmarks',
      subject: 'Published measurements comparable to this sizing',
      reason: 'no benchmark row of the catalog has the same model or accelerator',
    });
    return { words: 'No published measurement is comparable.', error: null, offBy: '' };
  }
  const rows = comparable.slice(0, SHOWN).map((row) => rowOf(notes, bench, row));
  notes.show({
    id: 'research.benchmarks',
    title: 'Measured beside predicted',
    columns: ['Model', 'Accelerator', 'Format', 'Measured', 'Predicted', 'Error'],
    rows,
  });
  const error = medianError(notes, bench, comparable);
  const compared = notes.count(
    'research.benchmarks',
    'Published measurements compared',
    comparable.length,
    'count of benchmark rows of the same models, else of the same accelerators',
  );
  // One measurement has no median, and says little of the next case.
  const offBy = `${cite(error)} ${comparable.length === 1 ? 'in the one comparable case' : 'in the median'}`;
  const subject = ofModel.length > 0 ? 'the same models' : 'the same accelerators with other models';
  notes.find({
    id: 'research.benchmarks',
    severity: 'info',
    title: `The sizing model is off by ${offBy}`,
    statement: `Compared with ${counted(compared, 'published measurement', 'published measurements')} of ${subject}; read every throughput in this report with that in mind.`,
  });
  const words = `Against ${counted(compared, 'published measurement', 'published measurements')} of ${subject} the sizing model is off by ${offBy}.`;
  return { words, error, offBy };
}

function rowOf(notes: Analysis, bench: Workbench, row: MeasurementComparison): string[] {
  const benchmark = bench.benchmarks.find((entry) => entry.id === row.id);
  const base = { sources: benchmark ? [benchmark.source] : [] };
  const measured = notes.figure({
    ...base,
    id: `research.${row.id}.measured`,
    label: `Published measurement of ${row.modelId} on ${row.acceleratorId}`,
    value: row.measured,
    unit: benchmark?.unit ?? '1',
    method: 'sourced',
  });
  const predicted = notes.figure({
    id: `research.${row.id}.predicted`,
    label: `Sizing model for the same case`,
    value: row.predicted,
    unit: benchmark?.unit ?? '1',
    method: 'computed',
    low: row.low,
    high: row.high,
    formula: 'performance model of the sizing with the lengths and the batch of the measurement',
    inputs: caseInputs(notes, bench, row),
  });
  const error = notes.figure({
    id: `research.${row.id}.error`,
    label: 'Predicted over measured, less one',
    value: row.error * 100,
    unit: '%',
    method: 'computed',
    formula: '(predicted / measured - 1) x 100',
    inputs: [predicted.id, measured.id],
  });
  const model = bench.catalog.models.find((entry) => entry.id === row.modelId);
  const accelerator = bench.catalog.accelerators.find((entry) => entry.id === row.acceleratorId);
  return [
    model?.name ?? row.modelId,
    accelerator?.name ?? row.acceleratorId,
    row.precision,
    cite(measured),
    cite(predicted),
    cite(error),
  ];
}

/** What the sizing model reads of a case: lengths and batch of the measurement, facts of model and accelerator. */
function caseInputs(notes: Analysis, bench: Workbench, row: MeasurementComparison): string[] {
  const { parameters, activeParameters, layers } = modelFigures(bench.catalog.model(row.modelId));
  const { memory, bandwidth, interconnect } = acceleratorFigures(
    bench.catalog.accelerator(row.acceleratorId),
  );
  const stated = (name: string, label: string, value: number | null, unit: string): Figure[] =>
    value === null
      ? []
      : [
          notes.figure({
            id: `research.${row.id}.${name}`,
            label: `${label} of the measurement of ${row.modelId} on ${row.acceleratorId}`,
            value,
            unit,
            method: 'sourced',
            sources: [row.source],
          }),
        ];
  const facts = [parameters, activeParameters, layers, memory, bandwidth, interconnect];
  bench.figures.addAll(facts);
  return [
    ...stated('input-tokens', 'Prompt', row.inputTokens, 'tokens'),
    ...stated('output-tokens', 'Answer', row.outputTokens, 'tokens'),
    ...stated('batch', 'Sequences at a time', row.batch, '1'),
    ...facts,
  ].map((entry) => entry.id);
}

/** Median of the absolute errors, with the range from best to worst. */
function medianError(notes: Analysis, bench: Workbench, rows: readonly MeasurementComparison[]): Figure {
  const errors = rows.map((row) => Math.abs(row.error) * 100).sort((a, b) => a - b);
  const middle = Math.floor(errors.length / 2);
  const upper = errors[middle] ?? 0;
  const lower = errors[errors.length % 2 === 0 ? middle - 1 : middle] ?? upper;
  const urls = new Map(
    rows
      .flatMap((row) => bench.benchmarks.find((entry) => entry.id === row.id)?.source ?? [])
      .map((s) => [s.url, s]),
  );
  return notes.figure({
    id: 'research.median-error',
    label: 'Median absolute error of the sizing model',
    value: (lower + upper) / 2,
    low: errors[0] ?? null,
    high: errors.at(-1) ?? null,
    unit: '%',
    method: 'computed',
    formula: 'median of |predicted / measured - 1| x 100 over the comparable measurements',
    sources: [...urls.values()],
  });
}
