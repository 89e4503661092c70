import { loadCatalog, type AcceleratorRow } from '@app/catalog';
import { sizeTier } from './general-compute';
import { given } from './presumption';
import { replicaLayouts } from './replica-layouts';
import { scalingHeadroom } from './scaling-headroom';
import type { Precision, ServingSpec } from './serving';
import { servingSettings } from './serving-settings';
import { sizeServing } from './size-serving';
import { sizeTraining } from './size-training';
import { throughputCurve } from './throughput-curve';
import type { TrainingSpec } from './training';
import { trainingSharding } from './training-sharding';

const catalog = loadCatalog();
const MODELS = ['llama-3.1-8b', 'llama-3.1-70b', 'qwen3-30b-a3b', 'gpt-oss-20b', 'deepseek-v3'];
const CHIPS = ['h100-sxm5-80gb', 'l40s', 'mi300x', 'b200-sxm-180gb', 'a100-sxm4-80gb'];

function aSpec(over: Partial<ServingSpec> = {}, traffic: Partial<ServingSpec['traffic']> = {}): ServingSpec {
  return {
    workloadId: 'w',
    model: catalog.model('llama-3.1-8b'),
    accelerator: catalog.accelerator('h100-sxm5-80gb'),
    precision: 'bf16',
    traffic: {
      requestsPerSecondMean: 2,
      requestsPerSecondPeak: 8,
      inputTokens: { p50: 900, p95: 2500 },
      outputTokens: { p50: 200, p95: 600 },
      cachedShare: 0,
      ...traffic,
    },
    slo: { timeToFirstTokenMs: 3000, timePerOutputTokenMs: 100, endToEndMs: null, availabilityPercent: 99.5 },
    inputRefs: {},
    ...over,
  };
}

const eachPair = MODELS.flatMap((model) => CHIPS.map((chip) => [model, chip] as const));
const accelerators = (spec: ServingSpec): number => sizeServing(spec).accelerators ?? Infinity;
const falling = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || value <= (values[index - 1] ?? value));
const rising = (values: readonly number[]): boolean => falling([...values].reverse());

describe.each(eachPair)('serving %s on %s', (modelId, chipId) => {
  const base = {
    model: catalog.model(modelId),
    accelerator: catalog.accelerator(chipId),
    precision: 'fp8' as Precision,
  };

  it('never takes fewer accelerators for more traffic', () => {
    const counts = [0.5, 2, 8, 30, 120].map((peak) =>
      accelerators(aSpec(base, { requestsPerSecondPeak: peak, requestsPerSecondMean: peak / 4 })),
    );
    expect(rising(counts)).toBe(true);
  });

  it('never takes more accelerators that are the same but for more memory', () => {
    const counts = [1, 1.25, 1.5, 2, 3].map((factor) => {
      const accelerator: AcceleratorRow = {
        ...base.accelerator,
        memoryGB: base.accelerator.memoryGB * factor,
      };
      return accelerators(aSpec({ ...base, accelerator }));
    });
    expect(falling(counts)).toBe(true);
  });

  it('never takes fewer accelerators for longer contexts', () => {
    const counts = [500, 1000, 2000, 4000].map((tokens) =>
      accelerators(aSpec(base, { inputTokens: { p50: tokens, p95: tokens * 2 } })),
    );
    expect(rising(counts)).toBe(true);
  });

  it('never takes more accelerators with half the bits, where the chip computes in them', () => {
    if (base.accelerator.denseTFLOPS.fp8 === null) return;
    const counts = (['bf16', 'fp8'] as const).map((precision) => accelerators(aSpec({ ...base, precision })));
    expect(falling(counts)).toBe(true);
  });

  it('takes no more memory for weights with fewer bits', () => {
    const weights = (['bf16', 'fp8', 'int4'] as const).map((precision) => {
      const { figures, ids } = sizeServing(aSpec({ ...base, precision }));
      return figures.find((one) => one.id === ids.weights)?.value ?? NaN;
    });
    expect(falling(weights)).toBe(true);
  });
});

describe('what stands around a sizing', () => {
  const spec = aSpec({ model: catalog.model('llama-3.1-70b'), precision: 'fp8' });
  const sizing = sizeServing(spec);

  it('gives more throughput and longer times with more sequences at a time, with ends on both sides', () => {
    const curve = throughputCurve(spec, sizing);
    expect(curve.length).toBeGreaterThan(4);
    expect(rising(curve.map((point) => point.tokensPerSecond.value ?? 0))).toBe(true);
    expect(rising(curve.map((point) => point.timePerOutputToken.value ?? 0))).toBe(true);
    for (const { tokensPerSecond } of curve) {
      expect(tokensPerSecond.low ?? 0).toBeLessThan(tokensPerSecond.value ?? 0);
      expect(tokensPerSecond.high ?? 0).toBeGreaterThan(tokensPerSecond.value ?? 0);
    }
    const chosen = curve.find((point) => point.batch === sizing.capacity?.batch);
    const figure = sizing.figures.find((one) => one.id === sizing.ids['tokens-per-second']);
    expect(chosen?.tokensPerSecond.value).toBeCloseTo(figure?.value ?? NaN, 6);
    expect(chosen?.keepsPromises).toBe(true);
  });

  it('holds about twice the sequences with a cache of half the bits, and gains less from drafting in larger batches', () => {
    const at = (name: string): number =>
      servingSettings(spec, sizing).figures.find((one) => one.id.endsWith(name))?.value ?? NaN;
    const held = sizing.figures.find((one) => one.id === sizing.ids['concurrency-by-memory'])?.value ?? NaN;
    expect(at('kv8-concurrency')).toBeGreaterThanOrEqual(held * 2);
    expect(at('kv8-concurrency')).toBeLessThan(held * 2.1);
    const gain = (batch: number): number => {
      const capacity = { ...sizing.capacity!, batch };
      const { figures } = servingSettings(spec, { ...sizing, capacity });
      return figures.find((one) => one.id.endsWith('speculative-speedup'))?.value ?? NaN;
    };
    expect(gain(1)).toBeGreaterThan(gain(64));
    expect(gain(64)).toBeGreaterThan(gain(512));
  });

  it('keeps more replicas ready the longer a new one takes and the steeper the load rises', () => {
    const steep = sizeServing({ ...spec, traffic: { ...spec.traffic, requestsPerSecondPeak: 800 } });
    expect(scalingHeadroom(steep)?.replicas ?? 0).toBeGreaterThan(scalingHeadroom(sizing)?.replicas ?? 0);
    const ready = (model: string): number =>
      scalingHeadroom(sizeServing(aSpec({ model: catalog.model(model) })))?.readySeconds ?? NaN;
    expect(ready('llama-3.1-70b')).toBeGreaterThan(ready('llama-3.1-8b'));
  });

  it('lays a model that no group holds over stages, and repeats no cache with data-parallel attention', () => {
    const large = aSpec({ model: catalog.model('llama-3.1-405b'), precision: 'bf16' });
    const layouts = replicaLayouts(large, 8);
    expect(layouts.filter((one) => one.chips <= 8).every((one) => !one.holds)).toBe(true);
    expect(layouts.some((one) => one.chips === 16 && one.holds)).toBe(true);
    const mla = replicaLayouts(
      aSpec({
        model: catalog.model('deepseek-v3'),
        accelerator: catalog.accelerator('h200-sxm-141gb'),
        precision: 'fp8',
      }),
      8,
    );
    // Two stages with four groups of sequences in flight: one of five times of a step a chip is idle.
    const pipeline = mla.find((one) => one.words.includes('two stages'));
    expect(pipeline?.bubble?.value).toBeCloseTo(20, 9);
    const tensor = mla.find((one) => one.words === 'tensor parallel' && one.chips === 8);
    const expert = mla.find((one) => one.words.startsWith('data-parallel'));
    expect(expert?.concurrency.value ?? 0).toBeGreaterThan(7 * (tensor?.concurrency.value ?? Infinity));
  });

  it('asks for more processors with more requests and never for fewer with a spare', () => {
    const vcpus = (rate: number, spare: boolean): number =>
      sizeTier({
        workloadId: 'w',
        tier: 'classic-ml',
        requestsPerSecondPeak: given(rate, ['input:/x']),
        secondsOpen: null,
        spare,
      }).vcpus;
    expect(rising([1, 100, 1000, 10_000].map((rate) => vcpus(rate, false)))).toBe(true);
    // 1,000/s x 5 ms / 0.6 = 8.33 cores: three instances of four.
    expect(vcpus(1000, false)).toBe(12);
    expect(vcpus(1000, true)).toBe(16);
    // A database grows in size: 10,000/s x 2 ms / 0.6 = 33.3 cores are one instance of 64, with a spare two.
    const database = sizeTier({
      workloadId: 'w',
      tier: 'database',
      requestsPerSecondPeak: given(10_000, ['input:/x']),
      secondsOpen: null,
      spare: true,
    });
    const of = (name: 'instance-vcpus' | 'instances' | 'vcpus') =>
      database.figures.find((one) => one.id === database.ids[name])?.value;
    expect([of('instance-vcpus'), of('instances'), of('vcpus')]).toEqual([64, 2, 128]);
    const measured = sizeTier({
      workloadId: 'w',
      tier: 'classic-ml',
      requestsPerSecondPeak: given(1000, ['input:/x']),
      secondsOpen: null,
      spare: false,
      measured: { work: given(1, ['input:/compute']) },
    });
    // 1,000/s x 1 ms / 0.6 = 1.67 cores.
    expect(measured.vcpus).toBe(4);
    // 1,000/s open for 3 s are 3,000 in flight at 2 MiB, beside 3 GiB of the one instance.
    const open = sizeTier({
      workloadId: 'w',
      tier: 'classic-ml',
      requestsPerSecondPeak: given(1000, ['input:/x']),
      secondsOpen: given(3, ['input:/open']),
      spare: false,
      measured: { work: given(1, ['input:/compute']) },
    });
    const memory = open.figures.find((one) => one.id === open.ids.memory);
    expect(memory?.value).toBeCloseTo(3 + (3000 * 2) / 1024, 9);
    const cores = measured.figures.find((one) => one.id === measured.ids.cores);
    expect(cores?.inputs).toContain('input:/compute');
  });
});

describe('a training', () => {
  const spec: TrainingSpec = {
    workloadId: 'w',
    model: catalog.model('llama-3.1-8b'),
    accelerator: catalog.accelerator('h100-sxm5-80gb'),
    method: 'full',
    tokens: 1e9,
    epochs: 1,
    sequenceLength: 4096,
    loraRank: 16,
    deadlineHours: null,
    inputRefs: {},
  };

  it('takes longer with more tokens and more accelerators with less time', () => {
    const hours = [1e8, 1e9, 1e10].map((tokens) => sizeTraining({ ...spec, tokens }).acceleratorHours ?? NaN);
    expect(rising(hours)).toBe(true);
    const chips = [1000, 100, 10, 1].map(
      (deadlineHours) => sizeTraining({ ...spec, deadlineHours }).accelerators ?? NaN,
    );
    expect(rising(chips)).toBe(true);
  });

  it('keeps less on each accelerator the more is split, and loses more on spot instances', () => {
    const sizing = sizeTraining({ ...spec, deadlineHours: 1 });
    const memory = trainingSharding(spec, sizing).map((one) => one.memoryPerChip.value ?? NaN);
    expect(falling(memory)).toBe(true);
    const lost = (name: string): number =>
      sizing.reliability?.figures.find((one) => one.id.endsWith(name))?.value ?? NaN;
    expect(lost('.spot-lost-share')).toBeGreaterThan(lost('.lost-share'));
    expect(lost('.spot-goodput')).toBeCloseTo(100 - lost('.spot-lost-share'), 8);
    const spot = sizing.figures.find((one) => one.id === sizing.ids['spot-hours']);
    expect(spot?.value).toBeGreaterThan(sizing.acceleratorHours ?? Infinity);
  });

  it('needs less memory with adapters, and least with a base in four bits', () => {
    const state = (['full', 'lora', 'qlora'] as const).map((method) => {
      const { figures, ids } = sizeTraining({ ...spec, method });
      return figures.find((one) => one.id === ids['state-memory'])?.value ?? NaN;
    });
    expect(falling(state)).toBe(true);
  });
});
