import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { recommendedOptions } from '@app/search';
import { cloudEngineerAgent } from '../cloud-engineer/cloud-engineer.agent';
import { createWorkbench } from '../create-workbench';
import { sizingFigure } from './host-sizing';
import { searchOrder } from './search-workload';

const catalog = loadCatalog();

/** A pretraining of Llama 3.1 405B: with a deadline of a day on tens of thousands of accelerators. */
function aTraining(
  training: { tokens: number; deadlineHours?: number },
  precision: 'bf16' | 'fp16' = 'bf16',
) {
  const input: AssessmentInput = {
    name: 'Training',
    constraints: { selfHostOnly: true, providers: ['aws'] },
    workloads: [
      {
        id: 'w1',
        kind: 'training',
        model: { id: 'llama-3.1-405b' },
        precision,
        training: { ...training, method: 'pretraining', sequenceLength: 4096, epochs: 1, runsPerMonth: 1 },
      },
    ],
  };
  const bench = createWorkbench({ input, catalog, asOf: catalog.asOf, seed: 1, decisions: [] });
  const [workload] = bench.workloads;
  if (workload === undefined) throw new TypeError('expected a workload');
  return { bench, workload };
}

/** The plan's offers beside the search's option for the same machine, bought the same way. */
function beside(training: { tokens: number; deadlineHours?: number }, purchase: 'on-demand' | 'spot') {
  const { bench, workload } = aTraining(training);
  const offer = workload
    .priced()
    .offers.find(
      ({ priced }) =>
        priced.instance.acceleratorCount === 8 &&
        priced.instance.acceleratorId === 'h100-sxm5-80gb' &&
        priced.monthly.spot.value !== null,
    );
  if (offer === undefined) throw new TypeError('expected an offer');
  const { instance } = offer.priced;
  const order = searchOrder(bench, workload, {
    pins: {
      provider: instance.provider,
      region: instance.region,
      instanceType: instance.instanceType,
      purchase,
    },
  });
  const [option] = recommendedOptions([{ ...order, catalog }]);
  return { offer, option };
}

describe('a training on many accelerators', () => {
  it('costs and takes in the search what it costs in the plan, on demand and on spot capacity', () => {
    for (const purchase of ['on-demand', 'spot'] as const) {
      const { offer, option } = beside({ tokens: 1e10 }, purchase);
      const hours = sizingFigure(offer.sizing, purchase === 'spot' ? 'spot-hours' : 'accelerator-hours');
      expect(offer.priced.monthly[purchase].inputs).toContain(hours?.id);
      const ratio = (option?.costUsdPerMonth ?? NaN) / (offer.priced.monthly[purchase].value ?? NaN);
      expect(ratio).toBeCloseTo(1, 9);
      const duration = (hours?.value ?? NaN) / (offer.sizing.of.accelerators ?? NaN);
      expect((option?.latencyMs ?? NaN) / 3_600_000).toBeCloseTo(duration, 6);
    }
  });

  it('is planned on chips without bf16 only where fp16 is stated', () => {
    const options = (precision: 'bf16' | 'fp16') =>
      aTraining({ tokens: 1e10 }, precision).workload.sized().options;
    const chip = 'v100-sxm2-32gb';
    const refused = options('bf16').infeasible.find(({ of }) => of.acceleratorId === chip);
    expect(refused?.of.reason).toContain('fp16, with loss scaling');
    const taken = options('fp16').feasible.find(({ of }) => of.acceleratorId === chip);
    const hours = taken && sizingFigure(taken, 'work-hours');
    expect(hours?.inputs).toContain('input:/workloads/0/precision');
  });

  it('has no place on spot capacity where interruptions would carry it past its deadline', () => {
    // Sized to end just within a day; a third of the time goes to interruptions in addition.
    expect(beside({ tokens: 3e11, deadlineHours: 24 }, 'on-demand').option).not.toBeNull();
    expect(beside({ tokens: 3e11, deadlineHours: 24 }, 'spot').option).toBeNull();
  });

  it('is told with the price that the plan has for spot capacity, and that it would end too late', async () => {
    const { bench, workload } = aTraining({ tokens: 3e11, deadlineHours: 24 });
    const { findings } = await cloudEngineerAgent.analyse(bench, new AbortController().signal);
    const spot = workload.cheapest()?.priced.monthly.spot;
    const finding = findings.find(({ id }) => id === 'cloud-engineer.w1.spot');
    expect(spot?.value).toBeGreaterThan(0);
    expect(finding?.title).toContain(`[[${spot?.id}]]`);
    expect(finding?.statement).toContain('would not end within the stated');
  });
});
