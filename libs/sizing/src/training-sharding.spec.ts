import { loadCatalog } from '@app/catalog';
import { sizeTraining } from './size-training';
import type { TrainingMethod, TrainingSpec } from './training';
import { trainingSharding } from './training-sharding';

const catalog = loadCatalog();
const GIB = 2 ** 30;

/** Llama 3.1 8B: 32 layers, hidden 4,096; 2,048 tokens a sequence take 2,048 x 4,096 x (64 + 34) B of activations. */
const ACTIVATIONS = 2048 * 4096 * 98;
/** Rank 16 over q, o (4,096 + 4,096), k, v (4,096 + 1,024) and three of 4,096 + 14,336. */
const ADAPTERS = 32 * 16 * (2 * 8192 + 2 * 5120 + 3 * 18_432);

const aSpec = (method: TrainingMethod): TrainingSpec => ({
  workloadId: 'w',
  model: catalog.model('llama-3.1-8b'),
  accelerator: catalog.accelerator('h100-sxm5-80gb'),
  method,
  tokens: 1e9,
  epochs: 1,
  sequenceLength: 2048,
  loraRank: 16,
  deadlineHours: 10,
  inputRefs: {},
});

describe('trainingSharding', () => {
  const bytes = (method: TrainingMethod) => {
    const spec = aSpec(method);
    const sizing = sizeTraining(spec);
    const options = trainingSharding(spec, sizing);
    return { chips: sizing.accelerators ?? NaN, stages: options.map((one) => one.memoryPerChip), options };
  };

  it('splits the optimizer, then gradients, then weights of a full training', () => {
    const { chips: n, stages } = bytes('full');
    expect(n).toBeGreaterThan(1);
    const per = [18, 6 + 12 / n, 2 + 16 / n, 18 / n].map((each) => (8.03e9 * each + ACTIVATIONS) / GIB);
    stages.forEach((figure, stage) => expect(figure.value).toBeCloseTo(per[stage] ?? NaN, 6));
    // Gradients in 16 bits: two bytes less of them, wherever they lie.
    expect(stages[0]?.low).toBeCloseTo((8.03e9 * 16 + ACTIVATIONS) / GIB, 6);
    expect(stages[2]?.low).toBeCloseTo((8.03e9 * (2 + 14 / n) + ACTIVATIONS) / GIB, 6);
  });

  it.each(['lora', 'qlora'] as const)(
    'holds with %s what the sizing says, unless weights are split',
    (method) => {
      const { chips: n, stages } = bytes(method);
      const base = 8.03e9 * (method === 'lora' ? 2 : 0.5159);
      expect(stages[0]?.value).toBeCloseTo((base + 16 * ADAPTERS + ACTIVATIONS) / GIB, 6);
      expect(stages[3]?.value).toBeCloseTo(((base + 16 * ADAPTERS) / n + ACTIVATIONS) / GIB, 6);
      expect(stages[0]?.high).toBeCloseTo(
        (base + (method === 'lora' ? 18 : 16) * ADAPTERS + ACTIVATIONS) / GIB,
        6,
      );
      expect(stages[0]?.formula).toBe('base + 16 P_t + activations');
    },
  );

  it('fits a stage where the memory of the chip is enough for it', () => {
    const { options } = bytes('full');
    // 18 B x 8.03e9 = 144.5 GB are too much for 80 GB; split over some chips they are not.
    expect(options[0]?.fits).toBe(false);
    expect(options[3]?.fits).toBe(true);
  });
});

describe('reliability of a training', () => {
  it('adds the interruptions of spot instances to the failures of devices', () => {
    const sizing = sizeTraining(aSpec('full'));
    const chips = sizing.accelerators ?? NaN;
    const found = sizing.reliability;
    const at = (name: 'checkpoint-interval' | 'spot-goodput' | 'lost-share') =>
      found?.figures.find((one) => one.id === found.ids[name])?.value ?? NaN;
    const instances = Math.ceil(chips / 8);
    const between = 50_700 / chips;
    const written = (8.03 * 14) / (2 * instances) / 3600;
    expect(at('checkpoint-interval')).toBeCloseTo(60 * Math.sqrt(2 * written * between), 6);
    const spot = 1 / (1 / between + (instances * -Math.log(0.8)) / 730);
    const interval = Math.sqrt(2 * written * spot);
    const lost = written / interval + (interval / 2 + 0.25) / spot;
    expect(at('spot-goodput')).toBeCloseTo(100 * (1 - lost), 6);
  });
});
