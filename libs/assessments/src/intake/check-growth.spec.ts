import type { TrafficInput } from '../assessment-input';
import type { GrowthInput } from '../growth-input';
import { checkWorkload } from './check-workload';

function problemsOf(growth: GrowthInput, over: Partial<TrafficInput> = {}): string[] {
  const traffic = { requestsPerDay: 10, growth, ...over };
  return checkWorkload({ kind: 'llm-serving', traffic }, 0).map(({ pointer }) =>
    pointer.replace('/workloads/0/traffic/growth/', ''),
  );
}

const YEAR = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3];

describe('checkGrowth', () => {
  it.each<GrowthInput>([
    { kind: 'exponential', perMonth: 0.05 },
    { kind: 'linear', perMonth: -0.01 },
    { kind: 'logistic', perMonth: 0.2, ceiling: 5 },
    { kind: 'seasonal', perMonth: 0, factors: YEAR },
    { kind: 'step', steps: [{ month: 3, factor: 2 }] },
    { kind: 'actuals', monthly: [90, 100, 110] },
  ])('takes growth that is whole: %j', (growth) => {
    expect(problemsOf(growth)).toEqual([]);
  });

  it.each<[GrowthInput, string[]]>([
    [{ kind: 'linear' }, ['perMonth']],
    [{ kind: 'logistic', perMonth: 0.1 }, ['ceiling']],
    [{ kind: 'step', perMonth: 0.1 }, ['perMonth', 'steps']],
    [{ kind: 'exponential', perMonth: 0.1, monthly: [1, 2, 3] }, ['monthly']],
  ])('names what is missing and what is not read: %j', (growth, fields) => {
    expect(problemsOf(growth)).toEqual(fields);
  });

  it.each<[GrowthInput, string[]]>([
    [{ kind: 'logistic', perMonth: 0.1, ceiling: 1 }, ['ceiling']],
    [{ kind: 'logistic', perMonth: -0.1, ceiling: 2 }, ['perMonth']],
    [{ kind: 'seasonal', perMonth: 0, factors: [1, 2] }, ['factors']],
    [{ kind: 'seasonal', perMonth: 0, factors: [0, ...YEAR.slice(1)] }, ['factors']],
    [{ kind: 'step', steps: [] }, ['steps']],
    [{ kind: 'step', steps: [{ month: 1, factor: 0 }] }, ['steps']],
    [
      {
        kind: 'step',
        steps: [
          { month: 2, factor: 2 },
          { month: 2, factor: 3 },
        ],
      },
      ['steps'],
    ],
    [{ kind: 'actuals', monthly: [1, 2] }, ['monthly']],
    [{ kind: 'actuals', monthly: [1, 0, 2] }, ['monthly']],
    [{ kind: 'linear', perMonth: -0.1 }, ['kind']],
    [{ kind: 'exponential', perMonth: -1 }, ['kind']],
    [{ kind: 'actuals', monthly: [1, 1e12, 1e24] }, ['kind']],
  ])('refuses growth that leads nowhere: %j', (growth, fields) => {
    expect(problemsOf(growth)).toEqual(fields);
  });

  it('refuses growth that is told twice', () => {
    expect(problemsOf({ kind: 'linear', perMonth: 0.1 }, { growthPerMonth: 0.1 })).toEqual(['kind']);
  });
});
