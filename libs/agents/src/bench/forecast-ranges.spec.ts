import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { figure, unknownFigure } from '@app/kernel';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createWorkbench } from '../create-workbench';
import { ForecastRanges } from './forecast-ranges';
import { planForecast } from './plan-forecast';

const EXAMPLES = join(__dirname, '../../../../examples');

describe('the range of use over plan', () => {
  it('reaches no higher than the offer whose own high end is least: who finds one too slow takes another', () => {
    const input = parse(readFileSync(join(EXAMPLES, 'hospital-notes-hipaa.yaml'), 'utf8')) as AssessmentInput;
    const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
    const [workload] = bench.workloads;
    const own = workload?.cheapest()?.priced.monthly['on-demand'];
    const highs =
      workload?.priced().offers.flatMap(({ priced }) => priced.monthly['on-demand'].high ?? []) ?? [];
    const least = Math.min(...highs);
    const { use } = planForecast(bench)?.question ?? {};
    expect(own?.high).toBeGreaterThan(least);
    expect(use?.high).toBeCloseTo(least / (own?.value ?? 1), 9);
    expect(use?.value).toBe(1);
  });
});

describe('the growth of a forecast', () => {
  const bench = () => {
    const chat = (id: string, growthPerMonth: number) => ({
      id,
      kind: 'llm-serving' as const,
      model: { id: 'llama-3.1-8b' },
      traffic: { requestsPerDay: 1_000, growthPerMonth },
    });
    const input: AssessmentInput = { name: 'Two chats', workloads: [chat('slow', 0.1), chat('fast', 0.2)] };
    return createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
  };
  const amount = {
    id: 'a',
    label: 'A',
    unit: 'USD/month',
    method: 'computed',
    formula: 'f',
    inputs: [],
  } as const;
  const known = (value: number) => figure({ ...amount, value });
  const unknown = unknownFigure({ ...amount, reason: 'no price is listed' });
  const growthOf = (...costs: ReadonlyArray<typeof unknown>) => {
    const two = bench();
    const lines = costs.map((monthly, at) => ({ monthly, workload: two.workloads[at] ?? null }));
    return new ForecastRanges(two, lines).growth();
  };

  it('is the mean by cost where every cost is known', () => {
    expect(growthOf(known(300), known(100)).value).toBeCloseTo((0.1 * 300 + 0.2 * 100) / 400, 12);
  });

  it('counts a workload of unknown cost as the mean of the others, and reaches the ends of its growth', () => {
    const { low, value, high } = growthOf(known(300), unknown);
    expect(value).toBeCloseTo(0.15, 12);
    expect(low).toBeLessThan(value);
    expect(high).toBeCloseTo(0.3, 12);
  });

  it('is that of the workloads where no cost is known, or none follows a load', () => {
    expect(growthOf(unknown, unknown)).toMatchObject({ value: expect.closeTo(0.15, 12) });
    expect(growthOf()).toMatchObject({ low: expect.closeTo(0.05, 12), value: expect.closeTo(0.15, 12) });
    expect(growthOf(known(0), known(0)).value).toBeCloseTo(0.15, 12);
  });
});
