import type { AssessmentInput, WorkloadInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { agentById } from '../agents';
import { createWorkbench } from '../create-workbench';

const CHAT: WorkloadInput = {
  id: 'chat',
  kind: 'llm-serving',
  model: { id: 'qwen3-8b' },
  traffic: {
    requestsPerDay: 20_000,
    inputTokens: { p50: 1_700, p95: 4_200 },
    outputTokens: { p50: 40, p95: 80 },
  },
};
const NIGHTLY: WorkloadInput = {
  ...CHAT,
  id: 'nightly',
  kind: 'batch-inference',
  traffic: { ...CHAT.traffic, requestsPerDay: undefined, batchItems: 2_600, batchWindowHours: 4 },
};

async function research(workload: WorkloadInput, constraints: AssessmentInput['constraints']) {
  const input: AssessmentInput = { name: 'Evidence', workloads: [workload], constraints };
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
  const output = await agentById('research').analyse(bench, new AbortController().signal);
  return { ...output, keys: output.recommendations.map(({ key }) => key) };
}

describe('the evidence behind a sizing', () => {
  it('is to be measured before a fleet is ordered, and not where an API or a pass by the hour orders none', async () => {
    const fleet = await research(CHAT, { selfHostOnly: true });
    const api = await research(CHAT, { apiOnly: true });
    const pass = await research(NIGHTLY, { selfHostOnly: true });
    expect(fleet.keys).toContain('measure-before-ordering');
    expect(api.keys).not.toContain('measure-before-ordering');
    expect(pass.keys).not.toContain('measure-before-ordering');
  });

  it('calls no measurement of one token a length, and one measurement no median', async () => {
    const { findings, figures, summary } = await research(CHAT, { selfHostOnly: true });
    const compared = figures.find(({ id }) => id === 'research.benchmarks')?.value;
    expect(compared).toBe(1);
    expect(summary).toContain('in the one comparable case');
    expect(findings.map(({ id }) => id)).not.toContain('research.chat.prompt');
    const answer = findings.find(({ id }) => id === 'research.chat.answer');
    expect(answer?.statement).toMatch(/^The one that there is has \[\[research\.chat\.answer\.least\]\]:/);
  });
});
