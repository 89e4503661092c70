import { withWorkloadIds } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { sizeServing } from '@app/sizing';
import { Analysis } from '../analysis';
import { servingNeed } from '../bench/serving-need';
import { createWorkbench } from '../create-workbench';
import { machineTraffic } from './machine-traffic';

const catalog = loadCatalog();

function said(acceleratorId: string) {
  const model = { id: 'deepseek-v3', precision: 'bf16' as const };
  const traffic = {
    requestsPerDay: 864_000,
    inputTokens: { p50: 1_000, p95: 1_000 },
    outputTokens: { p50: 100, p95: 100 },
  };
  const workloads = [{ id: 'w1', kind: 'llm-serving' as const, model, traffic }];
  const input = withWorkloadIds({ name: 'A test', workloads });
  const bench = createWorkbench({ input, asOf: '2026-11-20', seed: 1, catalog });
  const [workload] = bench.workloads;
  if (!workload) throw new Error('the input has a workload');
  const { row, ref } = workload.model();
  const need = row && servingNeed(workload.workload, row, ref);
  if (!need) throw new Error('the workload is served');
  const notes = new Analysis('infrastructure', bench);
  const accelerator = catalog.accelerator(acceleratorId);
  const of = sizeServing({ ...need, accelerator, instanceCounts: [8], precision: 'bf16' });
  const words = machineTraffic(notes, workload, { kind: 'serving', of });
  workload.keep(of.figures);
  notes.find({ id: 'infrastructure.w1.test', severity: 'info', title: 'It is said', statement: words });
  const { figures } = notes.done('Nothing else.');
  return { stages: of.stages, words, figureOf: (id: string) => figures.find((figure) => figure.id === id) };
}

describe('machineTraffic', () => {
  it('says how much the machines of a copy send each other, and that no price holds it within a zone', () => {
    const { stages, words, figureOf } = said('h200-sxm-141gb');
    expect(stages).toBe(2);
    expect(words).toContain('[[infrastructure.w1.between-machines]]');
    expect(words).toContain('[[infrastructure.within-zone-price]]');
    // 10 requests a second of 1,100 tokens, each once over the network in 7,168 values of 2 bytes, for 730 hours:
    // 10 x 1,100 x 14,336 x 2,628,000 / 10^9 = 414,425 GB.
    const sent = figureOf('infrastructure.w1.between-machines');
    expect(sent?.value).toBeCloseTo(414_425.088, 0);
    expect(figureOf('infrastructure.within-zone-price')).toMatchObject({ value: 0, unit: 'USD/GB' });
  });

  it('says nothing of a copy within one machine', () => {
    expect(said('b300-sxm-288gb').words).toBe('');
  });
});
