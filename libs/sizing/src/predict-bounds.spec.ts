import { type BenchmarkRow, loadBenchmarks, loadCatalog } from '@app/catalog';
import { benchmarkFacts } from './benchmark-facts';
import { FITTED } from './fitted-factors';
import { kvBytes, kvProfile } from './kv-cache';
import { predictPoint } from './predict-benchmark';
import type { PredictedPoint } from './prediction';
import { readMeasurements } from './read-measurements';

const catalog = loadCatalog();
const facts = benchmarkFacts(catalog);
const rows = loadBenchmarks();
const decode = rows.find((one) => one.id === 'bm-043') as BenchmarkRow;
const training = rows.find((one) => one.id === 'bm-097') as BenchmarkRow;

function point(changes: Partial<BenchmarkRow>, base: BenchmarkRow = decode): PredictedPoint | null {
  const outcome = predictPoint({ ...base, scope: 'total', ...changes }, facts, FITTED);
  return typeof outcome === 'string' ? null : outcome;
}

const MODELS = ['llama-2-13b', 'llama-3.1-8b', 'llama-3.3-70b', 'gemma-3-27b', 'qwen3-32b'];
const ENGINES = ['TensorRT-LLM 1.0', 'vLLM', 'MLPerf Inference v5.1 Offline'];

describe('predictions of decoding', () => {
  it('never read faster than the memory of the chip, whatever the engine', () => {
    let seen = 0;
    for (const modelId of MODELS) {
      for (const accelerator of catalog.accelerators) {
        for (const engine of ENGINES) {
          for (const batchOrConcurrency of [1, 16, null]) {
            const found = point({
              modelId,
              acceleratorId: accelerator.id,
              engine,
              batchOrConcurrency,
              precision: 'bf16',
              unit: 'output tokens/s',
              inputTokens: 128,
            });
            if (found?.batch === null || found?.batch === undefined) continue;
            const model = catalog.model(modelId);
            const held = found.batch * kvBytes(kvProfile(model, 'fp16'), 128 + 1024);
            const bytesPerStep = model.totalParamsB * 2e9 + held;
            const steps = found.predicted / found.batch;
            expect(steps * bytesPerStep).toBeLessThan(accelerator.memoryBandwidthGBs * 1e9);
            seen += 1;
          }
        }
      }
    }
    expect(seen).toBeGreaterThan(500);
  });

  it('get no faster with longer prompts, also where memory runs short', () => {
    for (const acceleratorId of ['t4', 'tpu-v5e', 'l4', 'h100-sxm5-80gb']) {
      const rates = [500, 1000, 2000, 4000, 8000, 10_000, 12_000, 16_000, 20_000].flatMap(
        (inputTokens) =>
          point({
            modelId: 'llama-3.3-70b',
            acceleratorId,
            acceleratorCount: 8,
            tensorParallel: 8,
            batchOrConcurrency: null,
            unit: 'output tokens/s',
            inputTokens,
            outputTokens: 1000,
          })?.predicted ?? [],
      );
      expect(rates.length).toBeGreaterThan(5);
      expect(rates).toEqual([...rates].sort((a, b) => b - a));
    }
  });

  it('hold no more sequences at a time than memory does, whatever concurrency is stated', () => {
    const at = (batchOrConcurrency: number) => point({ batchOrConcurrency });
    expect(at(100)?.batch).toBe(100);
    // 80 GB less 7 GB of weights, 1,152 tokens of 0.26 MB each.
    expect(at(100_000)?.batch).toBeLessThan(80 / (1152 * 0.000262));
    expect(at(100_000)?.predicted).toBe(at(1_000_000)?.predicted);
  });

  it('say of weights that leave no room for a sequence that there is none', () => {
    const outcome = predictPoint(
      {
        ...decode,
        modelId: 'llama-3.3-70b',
        acceleratorId: 'h100-sxm5-80gb',
        batchOrConcurrency: null,
        inputTokens: 120_000,
      },
      facts,
      FITTED,
    );
    expect(outcome).toBe('beside the weights of 71 GB no sequence of 122048 tokens has room in 1 x 80 GB');
  });
});

describe('rows as other people write them', () => {
  it('are read with capitals and spaces in names, and with the largest batch in words', () => {
    const own = { ...decode, gpuId: 'h100-sxm5-80gb', gpuCount: 1, source: 'x', batchOrConcurrency: null };
    const read = (changes: Record<string, unknown>) => {
      const found = readMeasurements([{ ...own, ...changes }])?.[0]?.row;
      return found === undefined || typeof found === 'string' ? null : predictPoint(found, facts, FITTED);
    };
    const usual = read({});
    expect(usual).toMatchObject({ unmeasured: false });
    expect(read({ modelId: 'Llama 2 7B', gpuId: 'H100 SXM5 80GB' })).toEqual(usual);
    expect(read({ batchOrConcurrency: 'max' })).toEqual(usual);
  });
});

describe('predictions of training', () => {
  it('stay under the peak of the chip at every length, and get slower with it', () => {
    for (const modelId of ['llama-2-7b', 'qwen2.5-0.5b', 'llama-3.1-405b']) {
      for (const { id, denseTFLOPS } of catalog.accelerators) {
        const lengths = [512, 2048, 8192, 65_536];
        const run = { modelId, acceleratorId: id, paramsB: undefined, precision: 'bf16' };
        const at = (unit: string) =>
          lengths.flatMap(
            (inputTokens) => point({ ...run, unit, inputTokens, value: 45 }, training)?.predicted ?? [],
          );
        const peak = denseTFLOPS.bf16 ?? denseTFLOPS.fp16 ?? 0;
        for (const rate of at('TFLOP/s/GPU')) expect(rate).toBeLessThan(peak);
        for (const share of at('% MFU')) expect(share).toBeLessThan(100);
        const tokens = at('tokens/s/GPU');
        expect(tokens).toEqual([...tokens].sort((a, b) => b - a));
      }
    }
  });
});
