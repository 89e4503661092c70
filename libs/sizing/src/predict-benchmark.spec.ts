import { type BenchmarkRow, loadBenchmarks, loadCatalog } from '@app/catalog';
import { benchmarkFacts } from './benchmark-facts';
import { FITTED } from './fitted-factors';
import { predictPoint } from './predict-benchmark';
import { predictBenchmark } from './prediction-interval';
import type { Prediction } from './prediction';

const catalog = loadCatalog();
const facts = benchmarkFacts(catalog);
const rows = loadBenchmarks();
const row = (id: string): BenchmarkRow => rows.find((one) => one.id === id) as BenchmarkRow;
const decode = row('bm-043');

function predicted(changes: Partial<BenchmarkRow>, base: BenchmarkRow = decode): Prediction {
  const outcome = predictBenchmark({ ...base, ...changes }, facts);
  if (typeof outcome === 'string') throw new TypeError(outcome);
  return outcome;
}

describe('predictBenchmark', () => {
  it('predicts or refuses with words every model on every accelerator in every format', () => {
    let numbers = 0;
    for (const model of catalog.models) {
      for (const accelerator of catalog.accelerators) {
        for (const precision of ['bf16', 'fp8', 'int4', 'fp4']) {
          const outcome = predictPoint(
            { ...decode, modelId: model.id, acceleratorId: accelerator.id, precision },
            facts,
            FITTED,
          );
          if (typeof outcome === 'string') expect(outcome.length).toBeGreaterThan(20);
          else {
            numbers += 1;
            expect(outcome.predicted).toBeGreaterThan(0);
          }
        }
      }
    }
    expect(numbers).toBeGreaterThan(5000);
  });

  it.each<[string, Partial<BenchmarkRow>, RegExp]>([
    ['a unit it does not know', { unit: 'bananas' }, /the unit bananas .* expected tokens\/s/],
    ['a format it does not know', { precision: 'int3' }, /the format int3/],
    ['a model that no catalog has', { modelId: 'llama-3.1-9b' }, /nearest are llama-3.1-8b/],
    [
      'a chip that cannot hold it',
      { modelId: 'llama-3.1-405b', batchOrConcurrency: null },
      /406 GB do not fit into 1 x 80 GB/,
    ],
    [
      'a chip that cannot hold it, whatever batch is stated',
      { modelId: 'llama-3.1-405b', batchOrConcurrency: 8 },
      /406 GB do not fit into 1 x 80 GB/,
    ],
    ['a rate for each watt', { unit: 'tokens/s/W' }, /the unit tokens\/s\/W/],
    ['a rate for each joule', { unit: 'tokens/J' }, /the unit tokens\/J/],
    ['a price', { unit: 'USD per million tokens' }, /the unit USD per million tokens/],
    ['a chip without a rate', { acceleratorId: 'rtx-5090' }, /no dense 16-bit rate/],
  ])('says of %s why', (_what, changes, words) => {
    expect(predictBenchmark({ ...decode, ...changes }, facts)).toMatch(words);
  });

  it('goes the right way with batch, lengths, chips and formats', () => {
    const rate = (changes: Partial<BenchmarkRow>): number => predicted(changes).predicted;
    expect(rate({ batchOrConcurrency: 64 })).toBeGreaterThan(rate({ batchOrConcurrency: 8 }));
    expect(rate({ inputTokens: 4096 })).toBeLessThan(rate({ inputTokens: 128 }));
    expect(rate({ precision: 'fp16' })).toBeLessThan(rate({}));
    expect(rate({ acceleratorId: 'h200-sxm-141gb' })).toBeGreaterThan(rate({}));
    expect(rate({ acceleratorId: 'l40s' })).toBeLessThan(rate({}));
    expect(rate({ modelId: 'llama-2-13b' })).toBeLessThan(rate({}));
    const two = { acceleratorCount: 2, tensorParallel: 2, scope: 'total' as const, unit: 'output tokens/s' };
    expect(rate(two)).toBeGreaterThan(rate({}));
    expect(rate({ ...two, scope: 'per-gpu' })).toBeCloseTo(rate(two) / 2, 6);
  });

  it('says the same run in other units', () => {
    const perSecond = predicted({}).predicted;
    const inUnit = (unit: string, kind: BenchmarkRow['kind'] = 'inference-throughput'): number =>
      predicted({ unit, kind }).predicted;
    expect(inUnit('requests/s')).toBeCloseTo(perSecond / 2048, 6);
    expect(inUnit('total tokens/s (input + output)')).toBeCloseTo((perSecond * 2176) / 2048, 4);
    expect(inUnit('k output tokens/s')).toBeCloseTo(perSecond / 1000, 6);
    expect(inUnit('output tokens/min')).toBeCloseTo(perSecond * 60, 3);
    expect(inUnit('tokens per hour')).toBeCloseTo(perSecond * 3600, 1);
    expect(inUnit('requests/day')).toBeCloseTo((perSecond / 2048) * 86_400, 3);
    const perToken = inUnit('ms per output token', 'inference-tpot');
    expect(inUnit('tokens/s/user')).toBeCloseTo(1000 / perToken, 4);
    const first = inUnit('ms to first token', 'inference-ttft');
    expect(inUnit('s', 'inference-latency')).toBeGreaterThan((2047 * perToken) / 1000);
    expect(first).toBeGreaterThan(0);
  });

  it('waits longer for a first token of a longer prompt, a larger model and a slower chip', () => {
    const first = row('bm-057');
    const time = (changes: Partial<BenchmarkRow>): number => predicted(changes, first).predicted;
    expect(time({ inputTokens: 4096 })).toBeGreaterThan(time({}));
    expect(time({ acceleratorId: 'a100-sxm4-80gb', precision: 'fp16' })).toBeGreaterThan(time({}));
    expect(time({ modelId: 'llama-2-7b' })).toBeLessThan(time({}));
    expect(time({ batchOrConcurrency: 8 })).toBeGreaterThan(time({}));
  });

  it('states what it assumed where a row leaves out the split, the count or the lengths', () => {
    const open = predicted({
      tensorParallel: null,
      acceleratorCount: 8,
      scope: 'total',
      batchOrConcurrency: null,
    });
    expect(open.assumed).toContain('the split of the model over the system');
    expect(predicted({ tensorParallel: null, acceleratorCount: null }).assumed).toContain(
      'the number of accelerators',
    );
    expect(predicted({ inputTokens: null, outputTokens: null }).assumed).toHaveLength(2);
  });

  it('predicts training in tokens, sequences, utilisation, FLOP/s, accelerator-hours and days', () => {
    const training = row('bm-097');
    const value = (changes: Partial<BenchmarkRow>): number => predicted(changes, training).predicted;
    const tokens = value({});
    expect(value({ unit: 'sequences/s/GPU' })).toBeCloseTo(tokens / 2048, 6);
    expect(value({ scope: 'total', unit: 'tokens/s' })).toBeCloseTo(tokens * 128, 2);
    expect(value({ unit: 'tokens/hour/GPU' })).toBeCloseTo(tokens * 3600, 2);
    const flops = value({ unit: 'TFLOP/s/GPU', value: 400 });
    const share = value({ unit: '% MFU', value: 45 });
    expect(share).toBeCloseTo((flops / 989) * 100, 6);
    expect(share).toBeGreaterThan(35);
    expect(share).toBeLessThan(55);
    // Utilisation needs no parameters; those of a name will do.
    expect(value({ unit: 'MFU', value: 0.45, modelId: 'gpt-1t', paramsB: undefined })).toBeLessThan(0.6);
    const cost = row('bm-111');
    const hours = predicted({ acceleratorCount: 2000 }, cost).predicted;
    const onTwoThousand = { unit: 'days', acceleratorCount: 2000 };
    expect(predicted(onTwoThousand, cost).predicted).toBeCloseTo(hours / 2000 / 24, 4);
    expect(predicted({ paramsB: 137.96, activeParamsB: 137.96 }, cost).predicted).toBeGreaterThan(
      hours * 1.8,
    );
    const unnamed = { modelId: 'falcon-180b', paramsB: undefined, activeParamsB: undefined };
    expect(predicted(unnamed, cost).assumed).toEqual([
      '180 x 10^9 parameters, as its name says',
      '1,882 h of work on each accelerator, whose number is not stated',
    ]);
  });

  it('counts what failures take in the hours of a whole run, and not in the rate of its steps', () => {
    // 68.98e9 x 14 B at 2 GB/s for each eight: 1.9314 s on 2,000, 0.19314 s on 20,000. MTBF 25.35 and 2.535 h.
    // T = sqrt(2 t MTBF) = 0.16492 and 0.016492 h; t / T + (T / 2 + 0.25) / MTBF = 1.6368 % and 10.5125 %.
    const cost = row('bm-111');
    const hours = (acceleratorCount: number): number => predicted({ acceleratorCount }, cost).predicted;
    expect(hours(20_000) / hours(2000)).toBeCloseTo((1 - 0.016368) / (1 - 0.105125), 4);
    const rate = (acceleratorCount: number): number =>
      predicted({ acceleratorCount, unit: 'tokens/s/GPU', scope: 'per-gpu' }, row('bm-097')).predicted;
    expect(rate(20_000)).toBe(rate(2000));
  });

  it('trains faster in 8 bits, by less than the chip multiplies faster', () => {
    const training = row('bm-097');
    const gain = (acceleratorId: string): number =>
      predicted({ precision: 'amp_fp8', acceleratorId }, training).predicted /
      predicted({ acceleratorId }, training).predicted;
    expect(gain('h100-sxm5-80gb')).toBeGreaterThan(1.15);
    expect(gain('h100-sxm5-80gb')).toBeLessThan(1402.6 / 794.5);
    expect(gain('a100-sxm4-80gb')).toBe(1);
  });

  it('puts every prediction between its ends, on every chip', () => {
    for (const { id } of catalog.accelerators) {
      const outcome = predictBenchmark({ ...decode, acceleratorId: id }, facts);
      if (typeof outcome === 'string') continue;
      expect(outcome.low).toBeLessThan(outcome.predicted);
      expect(outcome.high).toBeGreaterThan(outcome.predicted);
      expect(outcome.high / outcome.low).toBeLessThan(4);
    }
  });

  it('gives wider intervals on chips and formats of which nothing was measured', () => {
    const width = (changes: Partial<BenchmarkRow>): number => {
      const { low, high } = predicted(changes);
      return Math.log(high / low);
    };
    expect(width({ acceleratorId: 'gaudi3' })).toBeGreaterThan(width({}));
    expect(width({ precision: 'awq-int4' })).toBeGreaterThan(width({}));
  });
});
