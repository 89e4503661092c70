import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { cite } from '@app/kernel';
import { AGENT_IDS } from './agent-id';
import type { AgentOutput } from './agent-output';
import { agentById } from './agents';
import { createWorkbench } from './create-workbench';

const CHAT = {
  id: 'chat',
  name: 'Chat',
  kind: 'llm-serving' as const,
  model: { id: 'llama-3.1-8b' },
  precision: 'fp8' as const,
  traffic: {
    requestsPerDay: 40_000,
    peakFactor: 4,
    inputTokens: { p50: 1_000, p95: 2_500 },
    outputTokens: { p50: 200, p95: 500 },
  },
  residency: ['JP'],
};
const OWNED = {
  provider: 'on-premises',
  acceleratorId: 'h100-sxm5-80gb',
  count: 16,
  owned: true,
} as const;

/** All whose words are of limits, cost and duties; what is simulated does not hang on them, and takes long. */
const HEARD = AGENT_IDS.filter((id) => id !== 'simulation');

async function allOf(input: AssessmentInput): Promise<readonly AgentOutput[]> {
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
  const { signal } = new AbortController();
  return Promise.all(HEARD.map(async (id) => agentById(id).analyse(bench, signal)));
}

const texts = (outputs: readonly AgentOutput[]): string => JSON.stringify(outputs);

describe('what the agents say together', () => {
  it('asks for no quote for what owned hardware holds, and calls its known cost by its figure', async () => {
    const priced = { ...OWNED, purchasePriceUsd: 38_000, powerUsdPerKwh: 0.19 };
    const input: AssessmentInput = {
      name: 'x',
      workloads: [CHAT],
      constraints: { providers: ['on-premises'] },
      currentInfrastructure: [priced],
    };
    const outputs = await allOf(input);
    const bill = outputs
      .flatMap(({ figures }) => figures)
      .find(({ id }) => id.startsWith('pricing.chat.owned-bill'));
    expect(bill?.value).toBeGreaterThan(0);
    const host = outputs
      .flatMap(({ recommendations }) => recommendations)
      .find(({ key }) => key === 'chat.host');
    expect(host?.cost.note).toContain(bill ? cite(bill) : '?');
    expect(texts(outputs)).not.toMatch(/ask-for-quote|has no price|are not evaluated\. An API/);
    const unpriced = texts(await allOf({ ...input, currentInfrastructure: [OWNED] }));
    expect(unpriced).toContain('depreciation of what is owned are not evaluated');
  });

  it('asks for the price of hardware to buy where nobody may rent it out', async () => {
    const input = { name: 'x', workloads: [CHAT], constraints: { selfHostOnly: true } };
    const bought = await allOf({ ...input, constraints: { providers: ['on-premises'], selfHostOnly: true } });
    const quoteOf = (outputs: readonly AgentOutput[]) =>
      outputs
        .flatMap(({ recommendations }) => recommendations)
        .find(({ key }) => key === 'chat.ask-for-quote');
    expect(quoteOf(bought)?.title).toMatch(/price of hardware to buy/);
    expect(quoteOf(bought)?.rationale).not.toContain('API');
    const rented = await allOf({ ...input, workloads: [{ ...CHAT, residency: ['AE'] }] });
    expect(quoteOf(rented)?.title).toMatch(/quote for .* in the allowed regions/);
    // No region is known yet: that it lies where the data must stay is a condition and no fact.
    expect(texts(rented)).not.toContain('The region lies within');
  });
});
