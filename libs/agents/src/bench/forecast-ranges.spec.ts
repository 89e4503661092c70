import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createWorkbench } from '../create-workbench';
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
