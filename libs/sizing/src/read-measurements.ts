import { readBenchmarks, type ReadBenchmarks } from '@app/catalog';

type Item = Record<string, unknown>;

/** Names that others give to the fields of our own rows. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  model: 'modelId',
  gpu: 'gpuId',
  accelerator: 'gpuId',
  acceleratorId: 'gpuId',
  gpus: 'gpuCount',
  numGpus: 'gpuCount',
  acceleratorCount: 'gpuCount',
  tp: 'tensorParallel',
  pp: 'pipelineParallel',
  isl: 'inputTokens',
  osl: 'outputTokens',
  batch: 'batchOrConcurrency',
  batchSize: 'batchOrConcurrency',
  concurrency: 'batchOrConcurrency',
  measured: 'value',
};

/** Whole numbers of at least one; means of a data set come with decimals. Of these 0 says that nothing is stated. */
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

const WORDS = ['unit', 'precision', 'kind', 'engine', 'note', 'modelId', 'gpuId', 'source'] as const;

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

/**
 * Rows of a parsed JSON file in the format of the catalog's measurements, read as forgivingly as their meaning allows:
 * null and missing are the same, numbers may be texts, counts may be means, kinds may be worded otherwise. null when
 * the file holds no rows at all.
 */
export function readMeasurements(file: unknown): ReadBenchmarks | null {
  const items = Array.isArray(file) ? (file as unknown[]) : (file as { items?: unknown } | null)?.items;
  if (!Array.isArray(items)) return readBenchmarks(file);
  const read = items.map((item: unknown, index) => (isItem(item) ? normalised(item, index) : item));
  return readBenchmarks(Array.isArray(file) ? read : { ...(file as Item), items: read });
}

function isItem(item: unknown): item is Item {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

function normalised(item: Item, index: number): Item {
  const row: Item = {};
  for (const [name, value] of Object.entries(item)) {
    if (value === null || value === undefined || value === '') continue;
    const own = FIELD_NAMES[name] ?? name;
    if (own === name || item[own] === undefined || item[own] === null) row[own] = value;
  }
  for (const name of COUNTS) if (numberOf(row[name]) === 0) delete row[name];
  // As many as memory holds, which is what a row without a batch says.
  if (/^max/i.test(String(row.batchOrConcurrency))) delete row.batchOrConcurrency;
  for (const name of [...COUNTS, ...LENGTHS]) if (name in row) replace(row, name, countOf(row[name]));
  for (const name of QUANTITIES) if (name in row) replace(row, name, numberOf(row[name]));
  for (const name of WORDS) if (name in row && typeof row[name] !== 'string') row[name] = textOf(row[name]);
  for (const name of QUANTITIES) {
    if (name !== 'value' && typeof row[name] === 'number' && row[name] <= 0) delete row[name];
  }
  row.id = typeof row.id === 'string' || typeof row.id === 'number' ? String(row.id) : `#${index + 1}`;
  if (typeof row.sourceDate !== 'string' || !DATE.test(row.sourceDate)) delete row.sourceDate;
  if (typeof row.instanceType !== 'string') delete row.instanceType;
  if (typeof row.unit === 'string') row.unit = row.unit.trim();
  row.kind = kindOf(row);
  row.unit ??= USUAL_UNITS[String(row.kind)];
  row.precision ??= UNSTATED_PRECISION;
  row.scope = scopeOf(row);
  const scenario = scenarioOf(row.mlperfScenario);
  if (scenario === undefined) delete row.mlperfScenario;
  else row.mlperfScenario = scenario;
  return row;
}

function replace(row: Item, name: string, value: number | undefined): void {
  if (value !== undefined) row[name] = value;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const text = typeof value === 'string' ? value.replaceAll(',', '').trim() : '';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

function countOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return number === undefined || number < 0 ? undefined : Math.max(1, Math.round(number));
}

function textOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

/** The kind in the words of our own rows; one that says nothing known stays as it is and is refused by name. */
function kindOf(row: Item): unknown {
  if (row.kind !== undefined && typeof row.kind !== 'string') return row.kind;
  if (row.kind === undefined && row.unit === undefined) return undefined;
  const words =
    `${row.kind ?? (row.trainingTokensT === undefined ? '' : 'training cost')} ${typeof row.unit === 'string' ? row.unit : ''}`.toLowerCase();
  if (/train|finetun|fine-tun/.test(words) || /gpu[- ]?(hour|day)|\bmfu\b/.test(words)) {
    return /hours?\b|days?\b|cost/.test(words) ? 'training-cost' : 'training-throughput';
  }
  if (/ttft|first[- ]token|prefill[- ](time|latency)/.test(words)) return 'inference-ttft';
  if (/tpot|\bitl\b|inter[- ]token|per[- ](output[- ])?token|\/(output )?token/.test(words)) {
    return 'inference-tpot';
  }
  if (/latency|end[- ]to[- ]end/.test(words)) return 'inference-latency';
  const given = row.kind ?? 'throughput';
  return /infer|throughput|decod|serv|generat|embed|prefill|perf/.test(given.toLowerCase())
    ? 'inference-throughput'
    : given;
}

/** Of the whole group unless the row or its unit says per accelerator. */
function scopeOf(row: Item): 'total' | 'per-gpu' {
  const given = typeof row.scope === 'string' ? row.scope.toLowerCase() : '';
  const words = given !== '' ? given : typeof row.unit === 'string' ? row.unit.toLowerCase() : '';
  return /per[- ]?(gpu|chip|device|accelerator)|\/(gpu|chip|device)/.test(words) ? 'per-gpu' : 'total';
}

/** Interactive asks for shorter times than Server does; it counts as Server, the nearest that was measured. */
function scenarioOf(given: unknown): 'Offline' | 'Server' | undefined {
  if (typeof given !== 'string') return undefined;
  if (/offline/i.test(given)) return 'Offline';
  return /server|interactive/i.test(given) ? 'Server' : undefined;
}
