import { loadCatalog } from '@app/catalog';
import type { AssessmentInput } from '../assessment-input';
import { checkPlanning } from './check-planning';

const workload = { kind: 'llm-serving', traffic: { requestsPerDay: 10 } } as const;

function problemsOf(over: Partial<AssessmentInput>) {
  return checkPlanning({ name: 'x', workloads: [workload], ...over }, loadCatalog());
}

describe('checkPlanning', () => {
  it('takes a plan that is in order', () => {
    expect(
      problemsOf({
        planning: {
          growthPerMonth: { low: 0, high: 0.05 },
          acceleratorQuotes: [{ acceleratorId: 'h100-sxm5-80gb', usd: 30_000 }],
        },
      }),
    ).toEqual([]);
  });

  it('names ranges that are upside down', () => {
    const risk = { name: 'x', timesPerYear: { low: 2, high: 1 }, lossUsd: { low: 1, high: 2 } };
    const planning = { priceChangePerYear: { low: 0.1, high: -0.1 }, risks: [risk] };
    expect(problemsOf({ planning }).map(({ pointer }) => pointer)).toEqual([
      '/planning/priceChangePerYear/low',
      '/planning/risks/0/timesPerYear/low',
    ]);
  });

  it('names an accelerator that the catalog does not list, with the nearest', () => {
    const [problem] = problemsOf({
      planning: { acceleratorQuotes: [{ acceleratorId: 'h100-sxm-80gb', usd: 1 }] },
    });
    expect(problem).toMatchObject({
      code: 'input.unknown-id',
      pointer: '/planning/acceleratorQuotes/0/acceleratorId',
    });
    expect(problem?.message).toContain('h100-sxm5-80gb');
  });

  it('refuses a load profile without load', () => {
    const traffic = { requestsPerDay: 10, hourlyProfile: Array.from({ length: 24 }, () => 0) };
    const [problem] = problemsOf({ workloads: [{ kind: 'llm-serving', traffic }] });
    expect(problem?.pointer).toBe('/workloads/0/traffic/hourlyProfile');
  });
});
