import { type BenchmarkRow, readBenchmark } from '@app/catalog';
import { formatInName } from './model-names';
import { countOf, numberOf, ownFields, type RawMeasurement, textOf } from './measurement-fields';
import { kindFault, kindOf, scenarioOf, scopeOf, unitOf } from './measurement-kind';

/** A row of a file of measurements: one that can be compared, or why it cannot. */
export interface ReadMeasurement {
  readonly id: string;
  /** The value as stated; null where none is. */
  readonly measured: number | null;
  readonly row: BenchmarkRow | string;
}

/** Of these 0 says that nothing is stated. */
const COUNTS = ['gpuCount', 'tensorParallel', 'pipelineParallel', 'batchOrConcurrency'] as const;
/** The same, but a prompt or an answer of no token is one of the shortest. */
const LENGTHS = ['inputTokens', 'outputTokens'] as const;

const QUANTITIES = [
  'value',
  'ttftP50ms',
  'tpotP50ms',
  'paramsB',
  'activeParamsB',
  'mfuPercent',
  'trainingTokensT',
  'impliedTFLOPSperGPU',
] as const;

const BYSTANDERS = ['ttftP50ms', 'tpotP50ms', 'mfuPercent', 'impliedTFLOPSperGPU'] as const;

const WORDS = ['unit', 'precision', 'engine', 'note', 'modelId', 'gpuId', 'source'] as const;

/** What a row that states no unit is read in. */
const USUAL_UNITS: Readonly<Record<string, string>> = {
  'inference-throughput': 'output tokens/s',
  'inference-ttft': 'ms to first token',
  'inference-tpot': 'ms per output token',
  'inference-latency': 'ms',
  'training-throughput': 'tokens/s',
  'training-cost': 'GPU hours',
};

/** What a row that states no format is read in. */
export const UNSTATED_PRECISION = 'bf16 (not stated)';

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** Where a file may hold its rows. */
const LISTS = ['items', 'rows', 'benchmarks', 'measurements', 'results', 'data'] as const;

/**
 * Rows of a parsed JSON file in the format of the catalog's measurements, in its order, read as forgivingly as their
 * meaning allows: null and missing are the same, numbers may be texts, counts may be means, fields and kinds may be
 * worded otherwise. null when the file holds no rows at all.
 */
export function readMeasurements(file: unknown): readonly ReadMeasurement[] | null {
  const items = listOf(file);
  if (items === null) return null;
  const asOf = isItem(file) && typeof file.asOf === 'string' ? file.asOf : undefined;
  return items.map((item, index) => {
    if (!isItem(item)) {
      return {
        id: `#${index + 1}`,
        measured: null,
        row: 'expected an object with the fields of a measurement',
      };
    }
    const given = ownFields(item);
    const measured = numberOf(given.value) ?? null;
    return {
      id: idOf(given, index),
      measured,
      row: faultOf(given) ?? readBenchmark(normalised(given, index), asOf),
    };
  });
}

function listOf(file: unknown): readonly unknown[] | null {
  if (Array.isArray(file)) return file as unknown[];
  if (!isItem(file)) return null;
  const name = LISTS.find((one) => Array.isArray(file[one]));
  return name === undefined ? null : (file[name] as unknown[]);
}

function isItem(item: unknown): item is RawMeasurement {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

function idOf({ id }: RawMeasurement, index: number): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : `#${index + 1}`;
}

/** What a row says that no prediction could honour; null for nothing. */
function faultOf(given: RawMeasurement): string | null {
  const { scope, mlperfScenario, engine, requestRate, nodes, method } = given;
  if (given.modelId === undefined) return 'the row names no model: expected modelId';
  if (given.gpuId === undefined) return 'the row names no accelerator: expected gpuId';
  if (given.value === undefined) return 'the row has no measured value: expected value';
  const kind = kindFault(given);
  if (kind !== null) return kind;
  if (scopeOf(given) === null)
    return `the scope ${textOf(scope)} is not one that is predicted: expected total or per-gpu`;
  if (scenarioOf(given) === null) {
    return `the scenario ${textOf(mlperfScenario ?? engine)} is not one that is predicted: expected Offline or Server`;
  }
  if (/lora|adapter/i.test(textOf(method ?? '')))
    return `training by ${textOf(method)} is not predicted: expected a full one`;
  if (requestRate !== undefined && !/^inf/i.test(textOf(requestRate))) {
    return `what ${textOf(requestRate)} requests a second leave of the throughput is not predicted: expected a batch or a concurrency`;
  }
  return nodes !== undefined && numberOf(nodes) !== 1 && given.gpuCount === undefined
    ? `${textOf(nodes)} nodes do not say how many accelerators there are: expected gpuCount`
    : null;
}

function normalised(given: RawMeasurement, index: number): RawMeasurement {
  const row: RawMeasurement = { ...given, id: idOf(given, index), kind: kindOf(given), unit: unitOf(given) };
  for (const name of COUNTS) if (numberOf(row[name]) === 0) delete row[name];
  // As many as memory holds, which is what a row without a batch says.
  if (/^(max|inf|unlimited|auto)/i.test(textOf(row.batchOrConcurrency ?? ''))) delete row.batchOrConcurrency;
  for (const name of [...COUNTS, ...LENGTHS]) if (name in row) replace(row, name, countOf(row[name]));
  for (const name of QUANTITIES) if (name in row) replace(row, name, numberOf(row[name]));
  // What no prediction needs is no reason to give none.
  for (const name of BYSTANDERS) if (typeof row[name] !== 'number') delete row[name];
  for (const name of WORDS)
    if (row[name] !== undefined && typeof row[name] !== 'string') row[name] = textOf(row[name]);
  for (const name of QUANTITIES) {
    if (name !== 'value' && typeof row[name] === 'number' && row[name] <= 0) delete row[name];
  }
  if (typeof row.sourceDate !== 'string' || !DATE.test(row.sourceDate)) delete row.sourceDate;
  if (typeof row.instanceType !== 'string') delete row.instanceType;
  if (typeof row.unit === 'string') row.unit = row.unit.trim();
  row.unit ??= USUAL_UNITS[String(row.kind)];
  row.precision ??= formatInName(String(row.modelId)) ?? UNSTATED_PRECISION;
  row.scope = scopeOf(given);
  const scenario = scenarioOf(given);
  if (scenario === undefined) delete row.mlperfScenario;
  else row.mlperfScenario = scenario;
  return row;
}

function replace(row: RawMeasurement, name: string, value: number | undefined): void {
  if (value !== undefined) row[name] = value;
}
