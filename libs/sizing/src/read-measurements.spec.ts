import { loadCatalog } from '@app/catalog';
import { compareWithMeasurements } from './measurement-comparison';
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
const outcome = (item: unknown) => {
  const { rows, rejected } = readMeasurements([item])!;
  return { ...compareWithMeasurements(rows, loadCatalog()), rejected };
};

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
  });
});
