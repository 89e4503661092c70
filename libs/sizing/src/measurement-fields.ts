/** A row of a parsed file before it is known to be one. */
export type RawMeasurement = Record<string, unknown>;

/** Names that others give to the fields of our rows, in small letters without separators; the first stands before the later. */
const FIELD_NAMES: Readonly<Record<string, readonly string[]>> = {
  id: ['id'],
  kind: ['kind'],
  modelId: ['modelid', 'model', 'modelname'],
  gpuId: [
    'gpuid',
    'gpu',
    'accelerator',
    'acceleratorid',
    'gputype',
    'gpumodel',
    'gpuname',
    'hardware',
    'device',
  ],
  gpuCount: ['gpucount', 'gpus', 'numgpus', 'ngpus', 'acceleratorcount', 'numaccelerators'],
  precision: ['precision', 'dtype', 'quantization', 'weightprecision', 'precisionweights'],
  tensorParallel: ['tensorparallel', 'tp', 'tpsize', 'tensorparallelsize'],
  pipelineParallel: ['pipelineparallel', 'pp', 'ppsize', 'pipelineparallelsize'],
  inputTokens: ['inputtokens', 'isl', 'inputlength', 'inputlen', 'prompttokens', 'promptlength'],
  outputTokens: ['outputtokens', 'osl', 'outputlength', 'outputlen', 'completiontokens'],
  batchOrConcurrency: [
    'batchorconcurrency',
    'batch',
    'batchsize',
    'concurrency',
    'maxconcurrency',
    'concurrentusers',
    'users',
    'numconcurrent',
    'maxbatchsize',
    'maxnumseqs',
  ],
  engine: ['engine'],
  value: ['value', 'measured', 'measuredvalue', 'result'],
  unit: ['unit', 'units'],
  scope: ['scope'],
  source: ['source'],
  sourceDate: ['sourcedate'],
  mlperfScenario: ['mlperfscenario', 'scenario'],
  paramsB: ['paramsb'],
  activeParamsB: ['activeparamsb'],
  trainingTokensT: ['trainingtokenst'],
  requestRate: ['requestrate', 'arrivalrate'],
  nodes: ['nodes', 'numnodes', 'nodecount'],
};

const OWN_NAMES = new Map(
  Object.entries(FIELD_NAMES).flatMap(([own, names]) =>
    names.map((name, rank) => [name, { own, rank }] as const),
  ),
);

/** The fields of a row under our names; what is null, empty or missing is not there. */
export function ownFields(item: RawMeasurement): RawMeasurement {
  const row: RawMeasurement = {};
  const ranks = new Map<string, number>();
  for (const [name, value] of Object.entries(item)) {
    if (value === null || value === undefined || value === '') continue;
    const { own, rank } = OWN_NAMES.get(name.toLowerCase().replaceAll(/[-_ ]/g, '')) ?? {
      own: name,
      rank: 0,
    };
    if ((ranks.get(own) ?? Infinity) <= rank) continue;
    ranks.set(own, rank);
    row[own] = value;
  }
  return row;
}

/** A number, also one written as text with commas between thousands; undefined where it is not certain which. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}

/** Counts are whole and at least one; means of a data set come with decimals. */
export function countOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return number === undefined || number < 0 ? undefined : Math.max(1, Math.round(number));
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String(JSON.stringify(value));
}
