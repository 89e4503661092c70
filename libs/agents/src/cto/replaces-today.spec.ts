import type { AssessmentInput, CurrentInfrastructureInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AgentOutput } from '../agent-output';
import { createWorkbench } from '../create-workbench';
import { ctoAgent } from './cto.agent';

const catalog = loadCatalog();
const chat = {
  id: 'chat',
  kind: 'llm-serving',
  model: { id: 'llama-3.1-8b' },
  traffic: { requestsPerDay: 20_000, peakFactor: 3 },
} as const;

async function outputOf(
  today: readonly CurrentInfrastructureInput[],
  constraints: AssessmentInput['constraints'] = { selfHostOnly: true, providers: ['gcp'] },
): Promise<AgentOutput> {
  const input = { name: 'x', workloads: [chat], constraints, currentInfrastructure: today };
  const bench = createWorkbench({ input, asOf: '2026-11-20', seed: 1, catalog });
  return ctoAgent.analyse(bench, new AbortController().signal);
}

const found = (output: AgentOutput, id: string) => output.figures.find((entry) => entry.id === id);
const draft = (output: AgentOutput) => output.recommendations.find(({ key }) => key === 'chat.replace-today');
const gap = (output: AgentOutput) =>
  output.notEvaluated.find(({ id }) => id === 'cto.chat.replace-saving')?.reason;
const rented = { count: 2, workloadId: 'chat' };

describe('replacesToday', () => {
  it('subtracts what the plan pays from what the machines that serve it cost, ends of ranges crosswise', async () => {
    const output = await outputOf([
      { ...rented, monthlyCostUsd: 30_000 },
      { ...rented, monthlyCostUsd: 10_000 },
      { count: 9, monthlyCostUsd: 5_000 },
    ]);
    const saving = found(output, 'cto.chat.replace-saving');
    const [todayId, plannedId = ''] = saving?.inputs ?? [];
    const planned = found(output, plannedId);
    expect(found(output, todayId ?? '')).toMatchObject({
      value: 40_000,
      inputs: [0, 1].map((index) => `input:/currentInfrastructure/${index}/monthlyCostUsd`),
    });
    expect(planned?.unit).toBe('USD/month');
    expect(saving?.value).toBeCloseTo(40_000 - (planned?.value ?? 0), 6);
    expect(saving?.low).toBeCloseTo(40_000 - (planned?.high ?? planned?.value ?? 0), 6);
    expect(saving?.high).toBeCloseTo(40_000 - (planned?.low ?? planned?.value ?? 0), 6);
    expect(draft(output)).toMatchObject({
      cost: { savingIds: ['cto.chat.replace-saving'], figureIds: [todayId, plannedId, saving?.id] },
      presumes: { options: ['self-host'] },
    });
  });

  it('holds it against the API where the plan is one', async () => {
    const output = await outputOf([{ ...rented, monthlyCostUsd: 40_000 }], { apiOnly: true });
    expect(draft(output)).toMatchObject({ presumes: { options: expect.arrayContaining(['api']) } });
    expect(found(output, 'cto.chat.replace-saving')?.inputs[1]).toMatch(/api/);
  });

  it('says of answers from documents that their retrieval is in neither', async () => {
    const input = {
      name: 'x',
      workloads: [{ ...chat, kind: 'rag' as const }],
      constraints: { apiOnly: true },
      currentInfrastructure: [{ ...rented, monthlyCostUsd: 40_000 }],
    };
    const bench = createWorkbench({ input, asOf: '2026-11-20', seed: 1, catalog });
    const output = await ctoAgent.analyse(bench, new AbortController().signal);
    expect(draft(output)?.cost.note).toContain('without the retrieval that either way needs');
  });

  it('tells of the shipped assistant what arithmetic by hand gives', async () => {
    const file = join(__dirname, '../../../../examples/support-assistant-gdpr.yaml');
    const input = parse(readFileSync(file, 'utf8')) as AssessmentInput;
    const bench = createWorkbench({ input, asOf: '2026-11-20', seed: 1, catalog });
    const output = await ctoAgent.analyse(bench, new AbortController().signal);
    // The mean of a log-normal length is its median x exp(s^2 / 2), with s = ln(p95 / p50) / 1.644854.
    const mean = (p50: number, p95: number) => p50 * Math.exp((Math.log(p95 / p50) / 1.644854) ** 2 / 2);
    const tokensIn = mean(2_600, 5_200);
    const usd = (tokensIn * (0.7 * 0.25 + 0.3 * 0.025) + mean(220, 520) * 2) / 1e6;
    const planned = ((48_000 * 365) / 12) * usd;
    expect(found(output, 'cto.support-chat.replace-saving')?.value).toBeCloseTo(2_400 - planned, 1);
    expect(output.recommendations.map(({ key }) => key)).toContain('support-chat.replace-today');
  });

  it('recommends no move that saves nothing, and says so', async () => {
    const output = await outputOf([{ ...rented, monthlyCostUsd: 1 }]);
    expect(draft(output)).toBeUndefined();
    expect(output.findings.find(({ id }) => id === 'cto.chat.today')?.title).toContain('no less than');
    expect(found(output, 'cto.chat.replace-saving')?.value).toBeLessThan(0);
  });

  it('knows no saving where part of the cost was not stated, and asks for it', async () => {
    const output = await outputOf([{ ...rented, monthlyCostUsd: 40_000 }, rented]);
    expect(draft(output)).toBeUndefined();
    expect(gap(output)).toContain('was not stated');
    expect(output.questions).toContainEqual(
      expect.objectContaining({ pointer: '/currentInfrastructure/1/monthlyCostUsd' }),
    );
  });

  it('says nothing of machines that name no workload', async () => {
    const output = await outputOf([{ count: 9, monthlyCostUsd: 5_000 }]);
    expect([draft(output), gap(output)]).toEqual([undefined, undefined]);
    expect(output.figures.filter(({ id }) => id.startsWith('today.'))).toEqual([]);
  });
});
