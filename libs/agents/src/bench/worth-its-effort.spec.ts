import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import type { AgentOutput } from '../agent-output';
import { cloudEngineerAgent } from '../cloud-engineer/cloud-engineer.agent';
import { createWorkbench } from '../create-workbench';
import { ctoAgent } from '../cto/cto.agent';

const catalog = loadCatalog();
const nightly = {
  id: 'tags',
  kind: 'batch-inference',
  model: { id: 'llama-3.1-8b' },
  traffic: { batchItems: 2_000 },
} as const;
const chat = {
  id: 'chat',
  kind: 'llm-serving',
  model: { id: 'llama-3.1-8b' },
  traffic: { requestsPerDay: 20_000, peakFactor: 3 },
} as const;
const rented = { providers: ['aws'], selfHostOnly: true } as const;

async function outputOf(agent: typeof ctoAgent, input: Partial<AssessmentInput>): Promise<AgentOutput> {
  const bench = createWorkbench({
    input: { name: 'x', workloads: [nightly], constraints: rented, ...input },
    asOf: '2026-11-20',
    seed: 1,
    catalog,
  });
  return agent.analyse(bench, new AbortController().signal);
}

const valueOf = (output: AgentOutput, id: string) =>
  output.figures.find((entry) => entry.id === id)?.value ?? NaN;
const keys = (output: AgentOutput) => output.recommendations.map(({ key }) => key);
const said = (output: AgentOutput, id: string) => output.findings.find((entry) => entry.id === id);

describe('work beside what it concerns', () => {
  it('prices its days at the stated cost of an engineer, 240 days a year', async () => {
    const planning = { engineerUsdPerYear: 120_000 };
    const output = await outputOf(cloudEngineerAgent, { workloads: [chat], planning });
    // The middle of 5 to 20 days on a logarithmic scale is 10; 120,000 / 240 = 500 a day.
    expect(valueOf(output, 'effort.landing-zone.cost')).toBe(5_000);
    const [zone] = output.recommendations.filter(({ key }) => key === 'landing-zone');
    expect(zone?.rationale).toContain('[[effort.landing-zone.cost]]');
    expect(output.questions.map(({ id }) => id)).not.toContain('question.planning.engineer-cost');
  });

  it('asks for that cost where nobody stated it, and says what is taken', async () => {
    const output = await outputOf(cloudEngineerAgent, { workloads: [chat] });
    expect(output.questions.map(({ id }) => id)).toContain('question.planning.engineer-cost');
    const [taken] = output.assumptions.filter(({ id }) => id === 'assumption.planning.engineer-cost');
    expect(taken?.sources).toHaveLength(1);
  });

  it('recommends no landing zone that costs more than a year of what it carries, unless a duty asks for it', async () => {
    const alone = await outputOf(cloudEngineerAgent, {});
    expect(valueOf(alone, 'effort.landing-zone.a-year')).toBeLessThan(
      valueOf(alone, 'effort.landing-zone.cost'),
    );
    expect(keys(alone)).not.toContain('landing-zone');
    expect(said(alone, 'cloud-engineer.landing-zone')?.title).toContain('not recommended');
    const duty = await outputOf(cloudEngineerAgent, { declarations: ['phi'] });
    expect(keys(duty)).toContain('landing-zone');
    const [zone] = duty.recommendations.filter(({ key }) => key === 'landing-zone');
    expect(zone?.compliance.requirements).toContain('hipaa-security:164.312(b)');
  });

  it('recommends a pilot only of what costs as much a year as the pilot', async () => {
    const apis = { apiOnly: true } as const;
    const model = { apiId: 'openai/gpt-5-mini' } as const;
    const of = (requestsPerDay: number) => ({
      constraints: apis,
      workloads: [{ ...chat, model, traffic: { requestsPerDay } }],
    });
    const small = await outputOf(ctoAgent, of(20));
    expect(keys(small)).not.toContain('chat.pilot');
    expect(said(small, 'cto.chat.no-pilot')?.statement).toContain('.36-months.first-year]]');
    const large = await outputOf(ctoAgent, of(200_000));
    expect(keys(large)).toContain('chat.pilot');
    const cost = large.figures.find(({ id }) => id === 'cto.chat.pilot.cost');
    expect(cost?.value).toBeCloseTo(valueOf(large, cost?.inputs[0] ?? '') / 10, 9);
  });

  it('recommends a cleaner place only where the harm avoided is worth its cost and work, or where emissions count', async () => {
    const places = {
      constraints: { ...rented, providers: ['aws', 'azure'], regions: ['us-east-1', 'eastus'] },
    } as const;
    const summaries = {
      ...chat,
      model: { id: 'qwen3-32b' },
      precision: 'fp8',
      slo: { timeToFirstTokenMs: 4_000, endToEndMs: 30_000 },
    } as const;
    const input = { ...places, workloads: [summaries] };
    const output = await outputOf(cloudEngineerAgent, input);
    const scope = 'carbon.chat.cleaner-region';
    // By hand: kilograms a month x 210 USD a tonne, less the extra cost.
    expect(valueOf(output, `${scope}.worth`)).toBeCloseTo(
      (valueOf(output, `${scope}.avoided`) * 210) / 1000 - valueOf(output, `${scope}.extra-cost`),
      9,
    );
    expect(keys(output)).not.toContain('chat.cleaner-region');
    const weighted = await outputOf(cloudEngineerAgent, {
      ...input,
      preferences: { weights: { cost: 1, carbon: 1 } },
    });
    expect(keys(weighted)).toContain('chat.cleaner-region');
  });
});
