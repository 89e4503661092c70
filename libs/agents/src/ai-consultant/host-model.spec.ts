import { loadCatalog } from '@app/catalog';
import { agentById } from '../agents';
import { createWorkbench } from '../create-workbench';

async function recommended(count: number) {
  const input = {
    name: 'A test',
    workloads: [
      {
        id: 'chat',
        name: 'Chat',
        kind: 'llm-serving' as const,
        model: { id: 'llama-3.1-8b' },
        traffic: { requestsPerDay: 400_000, inputTokens: { p50: 1_000 }, outputTokens: { p50: 300 } },
      },
    ],
    currentInfrastructure: [{ provider: 'on-premises', acceleratorId: 'h100-sxm5-80gb', count, owned: true }],
  };
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
  const { recommendations, figures } = await agentById('ai-consultant').analyse(
    bench,
    new AbortController().signal,
  );
  const host = recommendations.find(({ key }) => key === 'chat.host');
  const needed = /\[\[(.+?)\]\]/.exec(host?.title ?? '')?.[1];
  return { rationale: host?.rationale ?? '', need: figures.find(({ id }) => id === needed) };
}

describe('what is said of owned hardware', () => {
  it('is that it is enough only where it is at the high end of the need as well', async () => {
    const plenty = await recommended(500);
    const { value, high } = plenty.need ?? {};
    expect(plenty.rationale).toContain('nothing has to be rented for it');
    expect(high).toBeGreaterThan(value ?? Infinity);
    const scarce = await recommended(value ?? 0);
    expect(scarce.rationale).toContain('not at the high end of the range');
    expect(scarce.rationale).not.toContain('nothing has to be rented');
  });
});
