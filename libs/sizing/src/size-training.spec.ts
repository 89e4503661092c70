import { loadBenchmarks, loadCatalog } from '@app/catalog';
import { sizeTraining, sizeTrainingOptions } from './size-training';
import { SPOT_INTERRUPTIONS } from './spot-interruptions';
import type { TrainingSpec } from './training';
import { adapterParameters, trainingFlops } from './training-model';

const catalog = loadCatalog();

function aRun(over: Partial<TrainingSpec> = {}): TrainingSpec {
  return {
    workloadId: 'w1',
    model: catalog.model('llama-3.1-70b'),
    accelerator: catalog.accelerator('h100-sxm5-80gb'),
    method: 'full',
    tokens: 1e9,
    epochs: 1,
    sequenceLength: 4096,
    loraRank: 16,
    deadlineHours: null,
    inputRefs: {},
    ...over,
  };
}

function valueOf(sizing: ReturnType<typeof sizeTraining>, name: keyof typeof sizing.ids): number {
  const entry = sizing.figures.find((candidate) => candidate.id === sizing.ids[name]);
  return entry?.value ?? NaN;
}

function anImpatientRun(tokens: number): TrainingSpec {
  return aRun({ model: catalog.model('llama-3.1-405b'), method: 'pretraining', tokens, deadlineHours: 24 });
}

function lostShareOf({ figures, reliability }: ReturnType<typeof sizeTraining>): number {
  return figures.find((entry) => entry.id === reliability?.ids['lost-share'])?.value ?? NaN;
}

describe('adapterParameters', () => {
  it('rests on the one figure of spot interruptions that prices rest on', () => {
    const { reliability } = sizeTraining(aRun());
    const lost = reliability?.figures.find(({ id }) => id === reliability.ids['spot-lost-share']);
    expect(lost?.inputs).toContain(SPOT_INTERRUPTIONS.id);
    expect(reliability?.figures).toContainEqual(SPOT_INTERRUPTIONS);
    expect([SPOT_INTERRUPTIONS.value, SPOT_INTERRUPTIONS.unit]).toEqual([20, '%']);
  });

  it('counts r (d_in + d_out) per adapted matrix', () => {
    // Llama 3.1 70B: q and o 8192+8192, k and v 8192+1024, three of 8192+28672; 80 layers, rank 16.
    const model = catalog.model('llama-3.1-70b');
    expect(adapterParameters(model, 16, false)).toBe(80 * 16 * (2 * 16_384 + 2 * 9216));
    expect(adapterParameters(model, 16, true)).toBe(80 * 16 * (2 * 16_384 + 2 * 9216 + 3 * 36_864));
  });
});

describe('sizeTraining', () => {
  it('counts 18 bytes per parameter for all of them', () => {
    expect(valueOf(sizeTraining(aRun()), 'state-memory')).toBeCloseTo((70.55e9 * 18) / 2 ** 30, 3);
  });

  it('needs far less memory for adapters, least with 4-bit weights', () => {
    const full = valueOf(sizeTraining(aRun()), 'smallest-group');
    const lora = valueOf(sizeTraining(aRun({ method: 'lora' })), 'smallest-group');
    const qlora = valueOf(sizeTraining(aRun({ method: 'qlora' })), 'smallest-group');
    expect(full).toBe(24);
    expect(lora).toBe(4);
    expect(qlora).toBe(1);
  });

  it('counts six FLOP per parameter and token, four with frozen weights', () => {
    const full = trainingFlops(aRun());
    // 6 x 1e9 x (70.55e9 + 80 x 64 x 128 x 4096 of causal attention).
    expect(full).toBeCloseTo(6e9 * (70.55e9 + 80 * 64 * 128 * 4096), -12);
    // Frozen weights have no gradients; attention, which has no weights, costs what it cost.
    const frozen = trainingFlops(aRun({ method: 'lora' }));
    expect(frozen).toBeCloseTo(4e9 * 70.55e9 + 6e9 * 80 * 64 * 128 * 4096, -12);
  });

  it('holds the reported accelerator-hours of Llama 2 and 3.1 within its range, to 3 %', () => {
    const rows = loadBenchmarks().filter((row) =>
      ['llama-2-13b', 'llama-2-70b', 'llama-3.1-70b', 'llama-3.1-405b'].includes(
        row.kind === 'training-cost' ? row.modelId : '',
      ),
    );
    expect(rows).toHaveLength(4);
    for (const row of rows) {
      const sizing = sizeTraining(
        aRun({
          model: catalog.model(row.modelId),
          accelerator: catalog.accelerator(row.acceleratorId),
          method: 'pretraining',
          tokens: (row.trainingTokensT ?? 0) * 1e12,
          // So long the one took of which the number of accelerators is known: 30.84e6 h / 16,384.
          deadlineHours: 1882,
        }),
      );
      const hours = sizing.figures.find((entry) => entry.id === sizing.ids['accelerator-hours']);
      expect(hours?.low ?? Infinity).toBeLessThan(row.value * 1.03);
      // At the worst end the largest run fails more often than it advances: its hours are open there.
      expect(hours?.high ?? Infinity).toBeGreaterThan(row.value * 0.97);
    }
  });

  it('takes more accelerators for a deadline', () => {
    const hours = valueOf(sizeTraining(aRun()), 'work-hours');
    const sizing = sizeTraining(aRun({ deadlineHours: hours / 100 }));
    expect(sizing.accelerators).toBeGreaterThan(100);
    expect(valueOf(sizing, 'duration')).toBeLessThanOrEqual(hours / 100);
  });

  it('pays for the start of its instances, and leaves the deadline less of it', () => {
    // 240 s + 70.55e9 x 2 B / 2 GB/s + 60 s = 370.55 s.
    const start = 370.55 / 3600;
    const sizing = sizeTraining(aRun({ method: 'lora' }));
    const work = valueOf(sizing, 'work-hours');
    expect(valueOf(sizing, 'start-time')).toBeCloseTo(start, 4);
    const kept = 1 - 0.000_271_795;
    expect(sizing.acceleratorHours).toBeCloseTo((work + 4 * start) / kept, 3);
    expect(valueOf(sizing, 'duration')).toBeCloseTo((work / 4 + start) / kept, 3);
    // Four would do the work in just this time, if they worked at once.
    expect(sizeTraining(aRun({ method: 'lora', deadlineHours: work / 4 })).accelerators).toBe(8);
    const late = sizeTraining(aRun({ deadlineHours: 0.1 }));
    expect([late.feasible, late.reason]).toEqual([false, expect.stringContaining('the deadline')]);
  });

  it('pays hardly more for checkpoints and failures of four accelerators', () => {
    // MTBF 50,700 / 4 h; 207,093,760 x 14 B at 2 GB/s are 1.44966 s; T = sqrt(2 x 1.44966 / 3600 x 12,675) = 3.1950 h.
    // 0.00040268 / 3.1950 + (1.5975 + 0.25) / 12,675 = 0.0272 %; on spot 1 / (1 / 12,675 - ln(0.8) / 730) = 2,600.3 h.
    const sizing = sizeTraining(aRun({ method: 'lora' }));
    const needed = valueOf(sizing, 'work-hours') + 4 * valueOf(sizing, 'start-time');
    expect(needed).toBeCloseTo(282.9312, 3);
    expect(valueOf(sizing, 'accelerator-hours')).toBeCloseTo(283.0081, 3);
    expect(valueOf(sizing, 'spot-hours')).toBeCloseTo(283.116, 3);
    expect(lostShareOf(sizing)).toBeCloseTo(0.02718, 5);
  });

  it('takes and pays accelerators for what tens of thousands of them lose, and ends by the deadline with it', () => {
    // 33,760 chips: MTBF 50,700 / 33,760 = 1.50178 h; 405.85 x 14 GB / (2 GB/s x 4220) = 0.67321 s;
    // T = sqrt(2 x 0.00018700 x 1.50178) = 0.023700 h; 0.0078905 + (0.011850 + 0.25) / 1.50178 = 18.225 %.
    // (655,882.9 + 33,760 x 0.1960694) / (1 - 0.18225) = 810,153 h. On spot the MTBF is
    // 1 / (1 / 1.50178 - 4220 x ln(0.8) / 730) = 0.51129 h, T = 0.013828 h, the loss 51.600 %: 1,368,817 h.
    const sizing = sizeTraining(anImpatientRun(3e11));
    expect(sizing.accelerators).toBe(33_760);
    expect(lostShareOf(sizing)).toBeCloseTo(18.225, 3);
    expect(sizing.acceleratorHours).toBeCloseTo(810_153, 0);
    expect(valueOf(sizing, 'spot-hours')).toBeCloseTo(1_368_817, 0);
    expect(valueOf(sizing, 'duration')).toBeLessThanOrEqual(24);
    const work = valueOf(sizing, 'work-hours') + 33_752 * valueOf(sizing, 'start-time');
    // Eight fewer lose less, yet not enough: 0.0078905 + (0.011853 + 0.25) x 33,752 / 50,700 = 18.221 %.
    expect(work / (1 - 0.18221) / 33_752).toBeGreaterThan(24);
  });

  it('says that more accelerators fail more often where none end by the deadline', () => {
    const { feasible, reason } = sizeTraining(anImpatientRun(6e11));
    expect([feasible, reason]).toEqual([false, expect.stringContaining('failures and checkpoints')]);
  });

  it('reaches at its good end what measured steps of the chip allow, though whole runs took twice the hours', () => {
    const [step] = loadBenchmarks().filter(({ id }) => id === 'bm-097');
    const measured = (step?.value ?? NaN) * 6 * (step?.paramsB ?? NaN) * 1e9;
    const sizing = sizeTraining(
      aRun({
        model: catalog.model('llama-3.1-8b'),
        method: 'pretraining',
        tokens: 1e12,
        sequenceLength: 2048,
        deadlineHours: 720,
      }),
    );
    const at = (name: keyof typeof sizing.ids) => sizing.figures.find(({ id }) => id === sizing.ids[name]);
    const rate = (hours?: number | null): number =>
      (valueOf(sizing, 'compute') * 1e18) / (hours ?? NaN) / 3600;
    const work = at('work-hours');
    expect(rate(work?.low) / measured).toBeGreaterThan(1);
    expect(rate(work?.low) / measured).toBeLessThan(1.1);
    expect(rate(work?.value) / measured).toBeLessThan(0.5);
    // Fewer accelerators would end such a run by its deadline, and more of them one at the bad end.
    expect(at('accelerators')?.low).toBeLessThan(valueOf(sizing, 'accelerators') / 2);
    expect(at('accelerators')?.high).toBeGreaterThan(valueOf(sizing, 'accelerators'));
  });

  it('is less sure of chips on which no published training was done', () => {
    const width = (id: string): number => {
      const sizing = sizeTraining(aRun({ accelerator: catalog.accelerator(id) }));
      const hours = sizing.figures.find((entry) => entry.id === sizing.ids['work-hours']);
      return Math.log((hours?.high ?? NaN) / (hours?.value ?? NaN));
    };
    expect(width('b200-sxm-180gb')).toBeCloseTo(1.5 * width('h100-sxm5-80gb'), 6);
  });

  it('plans no training in a format without a rate, and names the other one', () => {
    const on = (id: string, precision?: 'fp16') =>
      sizeTraining(aRun({ accelerator: catalog.accelerator(id), ...(precision ? { precision } : {}) }));
    for (const id of ['v100-sxm2-32gb', 't4']) {
      expect([on(id).feasible, on(id).reason]).toEqual([
        false,
        expect.stringMatching(/bf16 .* fp16, with loss/),
      ]);
      expect(on(id, 'fp16').feasible).toBe(true);
    }
    expect(on('tpu-v5p').feasible).toBe(true);
    expect(on('tpu-v5p', 'fp16').reason).toContain('bf16, without loss scaling');
    expect(on('rtx-5090').reason).toContain('No dense 16-bit rate');
    // fp16 and bf16 differ by 459 / 1,677 on this one.
    const hours = (precision?: 'fp16') => valueOf(on('gaudi3', precision), 'work-hours');
    expect(hours('fp16') / hours()).toBeCloseTo(1677 / 459, 6);
  });

  it('refuses sequences beyond the context', () => {
    expect(sizeTraining(aRun({ model: catalog.model('llama-2-7b'), sequenceLength: 8192 })).reason).toContain(
      'context',
    );
  });
});

describe('sizeTrainingOptions', () => {
  it('puts the fewest accelerator-hours first', () => {
    const { accelerator: _accelerator, ...spec } = aRun({ method: 'qlora' });
    const { feasible } = sizeTrainingOptions(spec, catalog);
    const hours = feasible.map((sizing) => sizing.acceleratorHours ?? 0);
    expect(hours).toEqual([...hours].sort((a, b) => a - b));
    expect(feasible.length).toBeGreaterThan(5);
  });
});
