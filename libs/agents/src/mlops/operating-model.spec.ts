import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import type { AgentOutput } from '../agent-output';
import { agentById } from '../agents';
import { createWorkbench } from '../create-workbench';

async function mlops(
  input: Partial<AssessmentInput> & Pick<AssessmentInput, 'workloads'>,
): Promise<AgentOutput> {
  const bench = createWorkbench({
    input: { name: 'A test', ...input },
    catalog: loadCatalog(),
    asOf: '2026-11-20',
    seed: 1,
  });
  return agentById('mlops').analyse(bench, new AbortController().signal);
}

const CHAT = {
  id: 'chat',
  kind: 'llm-serving' as const,
  model: { id: 'llama-3.1-8b' },
  traffic: { requestsPerDay: 20_000 },
  slo: { availabilityPercent: 99.9 },
};
const valueOf = (output: AgentOutput, id: string) => output.figures.find((entry) => entry.id === id)?.value;
const tableOf = (output: AgentOutput, id: string) => output.tables.find((table) => table.id === id);

describe('how workloads are run', () => {
  it('counts the outage that a target allows in thirty days', async () => {
    // 0.1 % of 43,200 minutes.
    expect(valueOf(await mlops({ workloads: [CHAT] }), 'mlops.chat.error-budget')).toBeCloseTo(43.2, 9);
  });

  it('counts the hours until a new version has been compared', async () => {
    // 5 % of 20,000 requests a day are 1,000 answers: one day.
    expect(valueOf(await mlops({ workloads: [CHAT] }), 'mlops.chat.canary-hours')).toBeCloseTo(24, 9);
  });

  it('compares on recorded requests where a share of the live ones would take longer than a week', async () => {
    const rollout = async (requestsPerDay: number) => {
      const output = await mlops({ workloads: [{ ...CHAT, traffic: { requestsPerDay } }] });
      return tableOf(output, 'mlops.operating-model')?.rows[0]?.at(-1);
    };
    // 1,000 answers of 5 % of the requests in seven days: 2,858 requests a day.
    expect(await rollout(2_900)).not.toContain('recorded');
    expect(await rollout(2_800)).toContain('Both versions answer recorded requests');
  });

  it('counts what a year of checkpoints takes in the registry', async () => {
    const training = { tokens: 10_000_000, method: 'lora' as const, runsPerMonth: 2 };
    const tuned = { id: 'tune', kind: 'fine-tuning' as const, model: { id: 'llama-3.1-8b' }, training };
    const output = await mlops({ workloads: [tuned] });
    const year = output.figures.find(({ id }) => id === 'mlops.tune.registry-year');
    const checkpoint = output.figures.find(({ id }) => id === year?.inputs[0]);
    expect(checkpoint?.id).toMatch(/checkpoint$/);
    expect(year?.value).toBeCloseTo((checkpoint?.value ?? NaN) * 24, 6);
  });

  it('runs an API behind a gateway, and a fleet as copies over accelerators', async () => {
    const serving = async (constraints: AssessmentInput['constraints']) =>
      tableOf(await mlops({ workloads: [CHAT], constraints }), 'mlops.operating-model')?.rows[0]?.[2];
    expect(await serving({ apiOnly: true })).toContain('gateway');
    expect(await serving({ selfHostOnly: true })).toContain('copies over');
  });

  it('judges every part of the work by what is in place', async () => {
    const practices = ['version-control', 'ci-cd', 'infrastructure-as-code', 'rollback'] as const;
    const output = await mlops({ workloads: [CHAT], team: { practices } });
    const states = tableOf(output, 'mlops.maturity')?.rows.map((row) => [row[0], row[3]]);
    expect(states).toEqual([
      ['Pipeline', 'in place'],
      ['Registry', 'sufficient'],
      ['Evaluation', 'not begun'],
      ['Monitoring', 'not begun'],
      ['Rollout', 'open'],
    ]);
  });

  it('leaves fewer risks open the more practices are in place', async () => {
    const risks = async (team: AssessmentInput['team']) =>
      (await mlops({ workloads: [CHAT], team })).risks?.length;
    const none = await risks({ practices: [] });
    const some = await risks({ practices: ['automated-evaluation', 'model-monitoring', 'drift-detection'] });
    expect(none).toBeGreaterThan(some ?? Infinity);
  });

  it('asks which practices are in place where nobody said so', async () => {
    const asked = async (team?: AssessmentInput['team']) =>
      (await mlops({ workloads: [CHAT], team })).questions.map(({ pointer }) => pointer);
    expect(await asked()).toEqual(['/team/practices']);
    expect(await asked({ practices: [] })).toEqual([]);
  });
});
