import { completeInput, type CompletedWorkload, type TrafficInput } from '@app/assessments';
import { loadGrowth } from './load-growth';

const AS_OF = '2026-11-20';

function aWorkload(traffic: Partial<TrafficInput>): CompletedWorkload {
  const workloads = [{ kind: 'llm-serving', traffic: { requestsPerDay: 100, ...traffic } }] as const;
  return completeInput({ name: 'x', workloads }).workloads[0] as CompletedWorkload;
}

describe('loadGrowth', () => {
  it('knows no path of its own where the load grows by the same share, however that is told', () => {
    for (const traffic of [
      { growthPerMonth: 0.05 },
      { growth: { kind: 'exponential', perMonth: 0.05 } } as const,
    ]) {
      const { perMonth, factors, after } = loadGrowth(aWorkload(traffic), AS_OF);
      expect(perMonth).toBeCloseTo(0.05, 12);
      expect(factors).toBeUndefined();
      expect(after(12)?.factor).toBeCloseTo(1.05 ** 12, 9);
    }
  });

  it('begins a season with the month of the assessment, and looks at the highest month of a year', () => {
    const factors = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3];
    const growth = loadGrowth(aWorkload({ growth: { kind: 'seasonal', perMonth: 0, factors } }), AS_OF);
    // From November at 2 to December at 3, then January at 1.
    expect(growth.factors?.slice(0, 3)).toEqual([1, expect.closeTo(1.5, 12), expect.closeTo(0.5, 12)]);
    expect(growth.after(12)).toMatchObject({
      factor: expect.closeTo(1.5, 12),
      formula: expect.stringContaining('highest load'),
    });
  });

  it('gives what was counted its range', () => {
    const monthly = [100, 130, 110, 160, 150, 190];
    const after = loadGrowth(aWorkload({ growth: { kind: 'actuals', monthly } }), AS_OF).after(12);
    expect(after?.low).toBeLessThan(after?.factor ?? 0);
    expect(after?.high).toBeGreaterThan(after?.factor ?? 0);
  });
});
