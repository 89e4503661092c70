import { loadCatalog } from '@app/catalog';
import { agentById } from '../agents';
import { createWorkbench } from '../create-workbench';

describe('the vote of Infrastructure on an accelerator', () => {
  it('names the one of the fewest accelerators among those that hold the model in one machine or over several', async () => {
    const input = {
      name: 'A test',
      workloads: [
        {
          id: 'chat',
          kind: 'llm-serving' as const,
          model: { id: 'deepseek-v3' },
          precision: 'bf16' as const,
          traffic: { requestsPerDay: 1_000_000 },
        },
      ],
    };
    const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
    const { decisions } = await agentById('infrastructure').analyse(bench, new AbortController().signal);
    const vote = decisions.find(({ key }) => key === 'chat.accelerator');
    expect(vote).toMatchObject({ option: 'b300-sxm-288gb', basis: 'preference' });
    expect(vote?.rationale).toContain('the fewest accelerators');
  });
});
