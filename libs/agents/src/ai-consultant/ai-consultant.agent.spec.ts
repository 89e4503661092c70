import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { agentById } from '../agents';
import { createWorkbench } from '../create-workbench';

async function advised(input: Partial<AssessmentInput> & Pick<AssessmentInput, 'workloads'>) {
  const bench = createWorkbench({
    input: { name: 'A test', ...input },
    catalog: loadCatalog(),
    asOf: '2026-11-20',
    seed: 1,
  });
  const output = await agentById('ai-consultant').analyse(bench, new AbortController().signal);
  return { bench, output, keys: output.decisions.map(({ key }) => key) };
}

const training: AssessmentInput['workloads'][number] = {
  id: 'train',
  kind: 'training',
  model: { id: 'llama-3.1-8b' },
  training: { tokens: 1e9, method: 'full' },
};
const scoring: AssessmentInput['workloads'][number] = {
  id: 'churn',
  kind: 'classic-ml',
  traffic: { requestsPerDay: 900_000 },
};

describe('the AI consultant on work that no model API does', () => {
  it('names no API for a training and speaks of no prompts in it', async () => {
    const { output, keys } = await advised({ workloads: [training] });
    expect(keys).toContain('train.model');
    expect(keys).not.toContain('train.api-model');
    const host = output.recommendations.find(({ key }) => key === 'train.host');
    expect(host?.title).toMatch(/^Train Llama 3\.1 8B on /);
    expect(`${host?.rationale} ${host?.compliance.note}`).not.toContain('prompts');
    expect(output.summary).toContain('there is nothing to choose');
  });

  it('says why a training may take far less than its hours, and nothing of it for other work', async () => {
    const { output } = await advised({
      workloads: [training, scoring],
      currentInfrastructure: [
        { provider: 'on-premises', acceleratorId: 'h100-sxm5-80gb', count: 16, owned: true },
      ],
    });
    const said = output.recommendations.find(({ key }) => key === 'train.host')?.rationale;
    expect(said).toContain('The [[sizing.train.llama-3.1-8b.h100-sxm5-80gb.full.accelerator-hours]] of');
    expect(said).toContain('may take less than half of that: the low end');
    expect(output.recommendations.filter(({ rationale }) => rationale.includes('well-tuned'))).toHaveLength(
      1,
    );
  });

  it('votes for no API in place of a classic model where only APIs may be used', async () => {
    const chat: AssessmentInput['workloads'][number] = {
      id: 'chat',
      kind: 'llm-serving',
      model: { apiId: 'openai/gpt-5-mini' },
      traffic: { requestsPerDay: 5_000 },
    };
    const { bench, output, keys } = await advised({
      workloads: [chat, scoring],
      constraints: { apiOnly: true },
    });
    expect(keys).toContain('chat.hosting');
    expect(keys).not.toContain('churn.hosting');
    expect(output.summary).not.toContain('churn');
    expect(bench.workloads.map((workload) => workload.likelyHosting())).toEqual(['api', null]);
    const named = output.tables
      .find(({ id }) => id === 'ai-consultant.readiness')
      ?.rows.find(([condition]) => condition?.includes('is named'));
    expect(named?.[1]).toBe('met');
  });
});
