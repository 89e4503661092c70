import { loadCatalog } from '@app/catalog';
import { cite } from '@app/kernel';
import { Analysis } from './analysis';
import { createWorkbench } from './create-workbench';

function aBench() {
  return createWorkbench({
    input: { name: 'A test', workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 100 } }] },
    catalog: loadCatalog(),
    asOf: '2026-11-20',
    seed: 1,
  });
}

describe('Analysis', () => {
  it('carries cited figures with all that they were computed from', () => {
    const bench = aBench();
    const peak = bench.intake.workloads[0]?.values.requestsPerSecondPeak;
    const notes = new Analysis('cto', bench);
    const output = notes.done(`The peak is ${peak ? cite(peak) : ''}.`);
    expect(output.figures.map((entry) => entry.id)).toEqual([
      'answer.w1.requestsPerDay',
      'assumption.w1.peakFactor',
      'intake.w1.requestsPerSecondPeak',
    ]);
  });

  it('refuses to cite a figure that nobody made', () => {
    expect(() => new Analysis('cto', aBench()).done('It costs [[invented.cost]].')).toThrow(/invented\.cost/);
  });

  it('leaves out tables without rows', () => {
    const notes = new Analysis('cto', aBench());
    notes.show({ id: 'cto.empty', title: 'Empty', columns: ['A'], rows: [] });
    expect(notes.done('Nothing.').tables).toEqual([]);
  });
});
