import { loadCatalog } from '@app/catalog';
import { compareWithMeasurements, type MeasurementComparisons } from './measurement-comparison';
import { readMeasurements } from './read-measurements';

const full = {
  id: 'x',
  kind: 'inference-throughput',
  modelId: 'llama-3.1-8b',
  gpuId: 'h100-sxm5-80gb',
  gpuCount: 1,
  precision: 'fp8',
  tensorParallel: 1,
  pipelineParallel: 1,
  inputTokens: 1000,
  outputTokens: 1000,
  batchOrConcurrency: 64,
  engine: 'vLLM',
  value: 5000,
  unit: 'output tokens/s',
  scope: 'total',
  source: 'https://example.org',
  sourceDate: '2025-09',
};
const catalog = loadCatalog();

interface Rejected {
  readonly id: string;
  readonly reason: string;
}

function outcome(item: unknown): MeasurementComparisons & { readonly rejected: readonly Rejected[] } {
  const found = readMeasurements([item])!;
  const rows = found.flatMap(({ row }) => (typeof row === 'string' ? [] : [row]));
  const rejected = found.flatMap(({ id, row }) => (typeof row === 'string' ? [{ id, reason: row }] : []));
  return { ...compareWithMeasurements(rows, catalog), rejected };
}

/** The prediction, or the reason why there is none. */
function said(changes: Readonly<Record<string, unknown>>): number | string {
  const { rows, skipped, rejected } = outcome({ ...full, ...changes });
  return rows[0]?.predicted ?? skipped[0]?.reason ?? rejected[0]?.reason ?? '';
}

describe('readMeasurements', () => {
  it('takes null, missing, texts and means for what they mean', () => {
    const plain = outcome(full).rows[0]?.predicted;
    const odd = {
      ...full,
      gpuCount: '1',
      inputTokens: 999.8,
      value: '5,000',
      paramsB: null,
      mlperfScenario: null,
      note: null,
      instanceType: null,
      sourceDate: 'September 2025',
      pipelineParallel: null,
      scope: null,
    };
    const { rows, rejected } = outcome({ ...odd, sourceDate: '2025-09' });
    expect(rejected).toEqual([]);
    expect(rows[0]).toMatchObject({ predicted: plain, measured: 5000 });
    expect(outcome(odd).rows).toHaveLength(1);
  });

  it('survives the loss of every field, with a prediction or a reason', () => {
    for (const name of Object.keys(full)) {
      const { [name as keyof typeof full]: _gone, ...rest } = full;
      const { rows, skipped, rejected } = outcome(rest);
      expect(rows.length + skipped.length + rejected.length).toBe(1);
      const reason = skipped[0]?.reason ?? rejected[0]?.reason ?? 'predicted';
      expect(reason).not.toBe('');
      if (!['modelId', 'gpuId', 'value'].includes(name)) expect(reason).toBe('predicted');
    }
  });

  it('takes a count of 0 for one that is not stated, and says what it assumed', () => {
    const { rows } = outcome({ ...full, gpuCount: 0, tensorParallel: 0, batchOrConcurrency: 0 });
    expect(rows[0]?.assumed).toEqual(['the number of accelerators']);
    expect(rows[0]?.batch).toBeGreaterThan(64);
  });

  it('understands the names and kinds of others', () => {
    const { rows } = outcome({
      id: 7,
      kind: 'inference_decode_throughput',
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      gpu: 'H100-SXM5-80GB',
      gpus: 1,
      tp: 1,
      isl: 1000,
      osl: 1000,
      concurrency: 64,
      precision: 'FP8 weights, FP8 KV cache',
      engine: 'vLLM 0.9',
      measured: 5000,
      unit: 'tok/s',
    });
    expect(rows[0]?.predicted).toBeCloseTo(outcome(full).rows[0]!.predicted, 0);
    const kinds = ['ttft', 'tpot', 'training-mfu', 'train throughput', 'training cost'];
    const units = ['ms', 'ms', '%', 'tokens/s/GPU', 'GPU-hours'];
    kinds.forEach((kind, index) => {
      const { rows: found } = outcome({ ...full, kind, unit: units[index], trainingTokensT: 2 });
      expect(found).toHaveLength(1);
    });
  });

  it('refuses what holds no row by what is wrong with it', () => {
    for (const item of [7, null, [], 'text', {}, { ...full, value: -1 }, { ...full, kind: 'weather' }]) {
      const { rows, rejected } = outcome(item);
      expect(rows).toEqual([]);
      expect(rejected[0]?.reason).toMatch(/\w+/);
    }
    expect(readMeasurements({ name: 'x' })).toBeNull();
    expect(readMeasurements({ items: null })).toBeNull();
  });

  it.each(['rows', 'benchmarks', 'measurements'])('takes the rows under %s, in their order', (name) => {
    const file = { asOf: null, [name]: [{ id: 'odd' }, full, { ...full, kind: 'weather' }] };
    expect(readMeasurements(file)?.map(({ id, measured }) => [id, measured])).toEqual([
      ['odd', null],
      ['x', 5000],
      ['x', 5000],
    ]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a unit of thousands of thousands', { unit: 'Mtok/s', value: 0.005 }],
    ['the format as others write it', { precision: 'FP-8' }],
    ['a model by the name of its file', { modelId: 'RedHatAI/Meta-Llama-3.1-8B-Instruct-FP8-dynamic' }],
    ['a model by the name of its files at a hub', { modelId: 'llama3.1:8b-instruct' }],
    [
      'the format that only the name of the model states',
      { modelId: 'nvidia/Llama-3.1-8B-FP8', precision: null },
    ],
    ['what no prediction needs', { mfuPercent: '45 %', ttftP50ms: 'x' }],
    ['a chip by its name', { gpuId: 'NVIDIA H100-SXM-80GB' }],
    ['names of fields with other separators', { batchOrConcurrency: undefined, max_concurrency: 64 }],
  ])('reads %s as what it is', (_what, changes) => {
    const scale = changes.unit === undefined ? 1 : 1e-6;
    expect(said(changes)).toBeCloseTo((said({}) as number) * scale, 9);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'a chip that several have the name of',
      { gpuId: 'H100' },
      /may be any of h100-nvl-94gb, h100-pcie-80gb, h100-sxm5/,
    ],
    ['a model that only begins like one', { modelId: 'DeepSeek-R1-Distill-Llama-8B' }, /not in the catalog/],
    ['a version that is built otherwise', { modelId: 'Mistral-7B-Instruct-v0.1' }, /not in the catalog/],
    [
      'a name and a format that differ',
      { modelId: 'Llama-3.1-8B-AWQ' },
      /has weights in int4, the row says fp8/,
    ],
    ['two formats', { precision: 'FP16/INT8' }, /the format FP16\/INT8/],
    ['a rate for each server', { unit: 'tokens/s/node' }, /the unit tokens\/s\/node/],
    ['a value for each user', { scope: 'per-user' }, /the scope per-user/],
    ['tokens without a time', { unit: 'tokens' }, /the unit tokens of/],
    ['energy', { unit: 'J/token' }, /the unit J\/token/],
    ['a tail', { unit: 'p99 ms', kind: 'inference-ttft' }, /the unit p99 ms/],
    ['a tail in the kind', { unit: 'ms', kind: 'inference-ttft-p99' }, /the kind inference-ttft-p99/],
    ['a time as a throughput', { unit: 'ms' }, /the unit ms of inference-throughput/],
    ['a throughput as a time', { kind: 'inference-ttft' }, /the unit output tokens\/s of inference-ttft/],
    [
      'hours of chips as a time of serving',
      { kind: 'inference-latency', unit: 'GPU hours' },
      /the unit GPU hours/,
    ],
    [
      'a time of a step as that of a first token',
      { kind: 'inference-ttft', unit: 'ITL ms' },
      /the unit ITL ms/,
    ],
    ['a first token as one of the others', { kind: 'inference-tpot', unit: 'TTFT ms' }, /different times/],
    [
      'answers of a training',
      { kind: 'training-throughput' },
      /the unit output tokens\/s of training-throughput/,
    ],
    ['pictures', { unit: 'images/s' }, /the unit images\/s/],
    ['texts embedded by a model that writes', { unit: 'texts/s' }, /writes texts and embeds none/],
    ['tokens written by a model that embeds', { modelId: 'bge-m3' }, /embeds texts and writes none/],
    ['a training of adapters', { kind: 'lora-throughput', unit: 'tokens/s' }, /the kind lora-throughput/],
    [
      'adapters in the method',
      { kind: 'training-throughput', unit: 'tokens/s', method: 'LoRA' },
      /LoRA is not predicted/,
    ],
    [
      'a training in 32 bits',
      { kind: 'training-throughput', unit: 'tokens/s', precision: 'tf32' },
      /training in tf32/,
    ],
    ['training in the unit of one that answers', { unit: '% MFU' }, /the unit % MFU of inference-throughput/],
    ['a load below the full one', { requestRate: 2 }, /2 requests a second/],
    ['a scenario of one stream', { mlperfScenario: 'SingleStream' }, /the scenario SingleStream/],
    [
      'more of a split than there is',
      { tensorParallel: 4, pipelineParallel: 2 },
      /over 8 accelerators cannot run on 1/,
    ],
    ['nodes of an unknown size', { nodes: 2, gpuCount: null }, /2 nodes do not say/],
    ['a number that may be read in two ways', { value: '5.000,5' }, /value/],
    [
      'a time at an unknown load',
      { kind: 'inference-tpot', unit: 'ms', batchOrConcurrency: null },
      /batchOrConcurrency/,
    ],
    [
      'requests of an unknown length',
      { unit: 'requests/s', outputTokens: null },
      /does not state outputTokens/,
    ],
  ])('predicts nothing for %s and says why', (_what, changes, words) => {
    expect(said(changes)).toMatch(words);
  });

  it('takes the scenario from the engine where no field states it', () => {
    const mlperf = { gpuCount: 8, tensorParallel: 8 };
    const stated = said({ ...mlperf, engine: 'MLPerf Inference v5.1 Server', mlperfScenario: 'Server' });
    expect(said({ ...mlperf, engine: 'MLPerf Inference v5.1 Server' })).toBe(stated);
    expect(said({ ...mlperf, engine: 'MLPerf Inference v5.1 Offline' })).toBeGreaterThan(stated as number);
  });

  it('lets a prompt wait for no other where no batch is stated, and leaves what a split does not use idle', () => {
    const first = { kind: 'inference-ttft', unit: 'ms' };
    expect(said({ ...first, batchOrConcurrency: null })).toBe(said({ ...first, batchOrConcurrency: 1 }));
    const split = { tensorParallel: 2, batchOrConcurrency: null };
    expect(said({ ...split, gpuCount: 5 })).toBe(said({ ...split, gpuCount: 4 }));
  });
});
