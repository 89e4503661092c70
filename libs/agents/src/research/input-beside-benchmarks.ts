import type { BenchmarkRow } from '@app/catalog';
import { cite, type Figure } from '@app/kernel';
import type { Finding } from '../agent-output';
import type { Analysis } from '../analysis';
import { headed, nameOf } from '../bench/naming';
import { replicaSpan, sizingFigure } from '../bench/host-sizing';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** One number of the input or of the sizing beside what was published of workloads like it. */
interface Check {
  readonly name: string;
  readonly label: string;
  readonly given: Figure;
  readonly measured: readonly Measured[];
  /** Which side of the range is worth a word. */
  readonly flags: 'outside' | 'below' | 'above';
  readonly severity: Finding['severity'];
  readonly meaning: string;
}

interface Measured {
  readonly row: BenchmarkRow;
  readonly value: number;
}

/** Active parameters within this factor of each other count as models of one size. */
const SAME_SIZE = 2;

/** Shows each number beside the range that was published for comparable cases, and flags what lies outside of it. */
export function inputBesideBenchmarks(notes: Analysis, bench: Workbench): void {
  const rows = bench.workloads.flatMap((workload) =>
    checksOf(workload, bench).flatMap((check) => rowOf(notes, workload, check)),
  );
  if (rows.length === 0) {
    notes.leaveOut({
      id: 'research.input-check',
      subject: 'The numbers of the input beside published measurements',
      reason: 'no published measurement is of a model of the size and kind that is planned',
    });
    return;
  }
  notes.show({
    id: 'research.input-check',
    title: 'Numbers of the plan beside published measurements',
    columns: [
      'Workload',
      'Number',
      'Planned',
      'Published, least',
      'Published, most',
      'Measurements',
      'State',
    ],
    rows,
    note: 'Measurements count where the model is the same, or as large and of the same architecture; throughput only on the same accelerator. Outside of the published range means: no evidence either way, not that it is wrong.',
  });
}

function checksOf(workload: WorkloadBench, bench: Workbench): Check[] {
  const comparable = comparableRows(workload, bench);
  const ofKind = (kind: BenchmarkRow['kind']) => comparable.filter((row) => row.kind === kind);
  return [
    ...lengthChecks(workload, ofKind('inference-throughput'), ofKind('training-throughput')),
    ...speedChecks(workload, ofKind('inference-throughput'), ofKind('inference-ttft')),
  ];
}

/** Lengths of the plan beside those with which the sizing model was compared. */
function lengthChecks(
  workload: WorkloadBench,
  serving: readonly BenchmarkRow[],
  training: readonly BenchmarkRow[],
): Check[] {
  const { inputTokensP50, outputTokensP50, sequenceLength } = workload.workload.values;
  const outside = { flags: 'outside', severity: 'low' } as const;
  return [
    ...check(inputTokensP50, {
      ...outside,
      name: 'prompt',
      label: 'Prompt, median',
      measured: values(serving, (row) => lengthOf(row.inputTokens)),
      meaning: 'the sizing model was not tested on prompts of this length: measure one before committing',
    }),
    ...check(outputTokensP50, {
      ...outside,
      name: 'answer',
      label: 'Answer, median',
      measured: values(serving, (row) => lengthOf(row.outputTokens)),
      meaning: 'the sizing model was not tested on answers of this length: measure one before committing',
    }),
    ...check(sequenceLength, {
      ...outside,
      name: 'sequence',
      label: 'Sequence length in training',
      measured: values(training, (row) => row.inputTokens),
      meaning: 'published training runs used other lengths: attention takes another share of the work',
    }),
  ];
}

/** What is wanted and what is predicted, beside the quickest that was published. */
function speedChecks(
  workload: WorkloadBench,
  serving: readonly BenchmarkRow[],
  firstToken: readonly BenchmarkRow[],
): Check[] {
  const sizing = workload.reference();
  const { acceleratorId, modelId } = sizing?.of ?? {};
  const group = sizing?.kind === 'serving' ? (replicaSpan(sizing)?.value ?? null) : null;
  const onSame = serving.filter((row) => row.acceleratorId === acceleratorId && row.modelId === modelId);
  const predicted = sizing?.kind === 'serving' ? sizingFigure(sizing, 'tokens-per-second') : undefined;
  return [
    ...check(workload.workload.values.timeToFirstTokenMs, {
      name: 'first-token',
      label: 'Time to first token, wanted',
      flags: 'below',
      severity: 'medium',
      measured: values(firstToken, (row) => row.value),
      meaning: 'no measurement of such a model in the catalog is as quick, even with nothing else to do',
    }),
    ...check(predicted, {
      name: 'throughput',
      label: 'Tokens a second of one copy, predicted',
      flags: 'above',
      severity: 'medium',
      measured: values(onSame, (row) => ofGroup(row, group)),
      meaning:
        'the sizing expects more than was ever published for this model and accelerator: it may be optimistic',
    }),
  ];
}

function check(given: Figure | undefined, rest: Omit<Check, 'given'>): Check[] {
  return given === undefined || given.value === null || rest.measured.length === 0
    ? []
    : [{ ...rest, given }];
}

/** Of one token is a measurement of the other half of the work alone: it says nothing of a length. */
function lengthOf(tokens: number | null): number | null {
  return tokens !== null && tokens > 1 ? tokens : null;
}

function values(rows: readonly BenchmarkRow[], of: (row: BenchmarkRow) => number | null): Measured[] {
  return rows.flatMap((row) => {
    const value = of(row);
    return value === null ? [] : [{ row, value }];
  });
}

/** What a row measured, for a group of this many accelerators. */
function ofGroup(row: BenchmarkRow, group: number | null): number | null {
  if (group === null) return null;
  if (row.scope === 'per-gpu') return row.value * group;
  return row.acceleratorCount === null ? null : (row.value / row.acceleratorCount) * group;
}

/** Measurements of the same model; where there are none, of models as large and built alike. */
function comparableRows(workload: WorkloadBench, bench: Workbench): BenchmarkRow[] {
  const { row } = workload.model();
  if (!row || row.kind === 'embedding') return [];
  const same = bench.benchmarks.filter(({ modelId }) => modelId === row.id);
  const alike = new Set(
    bench.catalog.models
      .filter((other) => (other.experts === undefined) === (row.experts === undefined))
      .filter(({ activeParamsB: size }) => {
        const ratio = size / row.activeParamsB;
        return ratio <= SAME_SIZE && ratio >= 1 / SAME_SIZE;
      })
      .map(({ id }) => id),
  );
  const kinds = new Set(same.map(({ kind }) => kind));
  const others = bench.benchmarks.filter(
    ({ modelId, kind }) => modelId !== row.id && alike.has(modelId) && !kinds.has(kind),
  );
  return [...same, ...others];
}

function rowOf(notes: Analysis, workload: WorkloadBench, check: Check): string[][] {
  const ordered = [...check.measured].sort((a, b) => a.value - b.value);
  const [least, most] = [ordered[0], ordered.at(-1)];
  const given = check.given.value;
  if (!least || !most || given === null) return [];
  const bound = (name: 'least' | 'most', of: Measured): Figure =>
    notes.figure({
      id: `research.${workload.id}.${check.name}.${name}`,
      label: `${check.label}: ${name} that was published for comparable cases`,
      value: of.value,
      unit: check.given.unit,
      method: 'sourced',
      sources: [of.row.source],
    });
  const [low, high] = [bound('least', least), bound('most', most)];
  const count = notes.count(
    `research.${workload.id}.${check.name}.count`,
    `${check.label}: measurements compared`,
    ordered.length,
    'count of benchmark rows that are comparable and state this number',
  );
  const [isBelow, isAbove] = [given < least.value, given > most.value];
  const isFlagged = (isBelow && check.flags !== 'above') || (isAbove && check.flags !== 'below');
  if (isFlagged) {
    notes.find({
      id: `research.${workload.id}.${check.name}`,
      severity: check.severity,
      title: headed(
        workload,
        `${check.label.toLowerCase()} of ${cite(check.given)} is ${isBelow ? 'below' : 'above'} all comparable measurements of the catalog`,
      ),
      statement: `${ordered.length === 1 ? `The one that there is has ${cite(low)}` : `${cite(count)} of them lie between ${cite(low)} and ${cite(high)}`}: ${check.meaning}.`,
    });
  }
  const state = isBelow ? 'below the range' : isAbove ? 'above the range' : 'within the range';
  return [[nameOf(workload), check.label, cite(check.given), cite(low), cite(high), cite(count), state]];
}
