import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { ctoAgent } from '../cto/cto.agent';
import { createWorkbench } from '../create-workbench';
import { reportAgent } from './report.agent';

const INPUT: AssessmentInput = {
  name: 'By an API',
  workloads: [
    {
      id: 'chat',
      kind: 'llm-serving',
      model: { apiId: 'openai/gpt-5' },
      traffic: { requestsPerDay: 20_000, inputTokens: { p50: 9000 }, growthPerMonth: 0.1 },
      dataClasses: ['internal'],
    },
  ],
  organisation: { regions: ['DE'], industry: 'retail' },
  constraints: { apiOnly: true, budgetUsdPerMonth: 15_000 },
  controls: [{ id: 'mfa', status: 'implemented' }],
  team: { practices: ['rollback'] },
};

const signal = new AbortController().signal;

function benchOf(input: AssessmentInput) {
  return createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
}

describe('a plan on APIs alone', () => {
  it('is not asked to allow what it ruled out, so that a section has more to say', async () => {
    const keys = async (input: AssessmentInput) => {
      const output = await reportAgent.analyse(benchOf(input), signal);
      return output.recommendations.flatMap(({ implementation }) => implementation.steps);
    };
    expect((await keys(INPUT)).join(' ')).not.toMatch(/hosting|hardware|serves requests/);
    // What it could still answer is asked for all the same.
    expect((await keys({ ...INPUT, team: {} })).join(' ')).toMatch(/practices/);
  });

  it('is not told of a cheaper way where there is one way', async () => {
    const { tables } = await ctoAgent.analyse(benchOf(INPUT), signal);
    const said = JSON.stringify(tables);
    expect(said).toMatch(/At the stated growth it costs .* a month at the end of the third year/);
    expect(said).not.toContain('even the cheaper way');
  });
});

describe('hardware that carries two workloads', () => {
  it('is asked for its price once', async () => {
    const workload = { kind: 'llm-serving', model: { id: 'llama-3.1-8b' } } as const;
    const traffic = { requestsPerDay: 2_000 };
    const { questions } = await ctoAgent.analyse(
      benchOf({
        name: 'Two on one',
        workloads: [
          { ...workload, id: 'one', traffic },
          { ...workload, id: 'two', traffic },
        ],
        currentInfrastructure: [
          { provider: 'on-premises', acceleratorId: 'h100-sxm5-80gb', count: 8, owned: true },
        ],
        constraints: { selfHostOnly: true },
      }),
      signal,
    );
    const asked = questions.filter(({ question }) => question.startsWith('What did the owned accelerators'));
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
  });
});
