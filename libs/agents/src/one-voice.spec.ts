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

describe('the plan that is priced', () => {
  it('is the one that duties leave, not the cheaper one that they rule out', async () => {
    const voice = { ...CHAT, model: { id: 'llama-3.1-8b', apiId: 'groq/llama-3.1-8b-instant' } };
    const input = (dataClasses: readonly ('personal' | 'payment-card')[]): AssessmentInput => ({
      name: 'x',
      organisation: { regions: ['DE'] },
      workloads: [{ ...voice, residency: ['EU'], dataClasses }],
      obligations: ['gdpr'],
    });
    const planOf = async (dataClasses: readonly ('personal' | 'payment-card')[]) => {
      const outputs = await allOf(input(dataClasses));
      const rows = outputs.flatMap(({ tables }) => tables).find(({ id }) => id === 'cto.month-today')?.rows;
      const grounds = outputs.flatMap(({ decisions }) =>
        decisions.filter(({ key, basis }) => key === 'chat.hosting' && basis === 'obligation'),
      );
      return { part: rows?.[0]?.[1], obliged: grounds.map(({ option }) => option) };
    };
    expect(await planOf(['personal'])).toEqual({ part: 'model API', obliged: [] });
    expect(await planOf(['personal', 'payment-card'])).toEqual({
      part: 'rented hardware',
      obliged: ['self-host'],
    });
  });

  it('exceeds a budget that each of its workloads keeps, and says so', async () => {
    const one = { ...CHAT, model: { apiId: 'anthropic/claude-haiku-4-5' }, residency: [] };
    const input = (budgetUsdPerMonth: number): AssessmentInput => ({
      name: 'x',
      workloads: [one, { ...one, id: 'mail', name: 'Mail' }],
      constraints: { apiOnly: true, budgetUsdPerMonth },
    });
    const ofRegister = async (budget: number) => {
      const outputs = await allOf(input(budget));
      const total = outputs
        .flatMap(({ figures }) => figures)
        .find(({ id }) => id.startsWith('pricing.plan.bill'));
      return { words: texts(outputs), total: total?.value ?? 0 };
    };
    const { total, words } = await ofRegister(1e9);
    expect(total).toBeGreaterThan(0);
    expect(words).not.toContain('The plan exceeds the budget today');
    const tight = await ofRegister(total * 0.75);
    expect(tight.words).toContain('The plan exceeds the budget today');
    expect(tight.words).toContain('within the budget, on which the other workloads draw as well');
  });

  it('weighs a pilot by the first year of its load and not by twelve times a quiet month', async () => {
    const tax = {
      ...CHAT,
      model: { apiId: 'anthropic/claude-haiku-4-5' },
      traffic: {
        requestsPerDay: 300,
        inputTokens: { p50: 1_000 },
        outputTokens: { p50: 200 },
        growth: { kind: 'seasonal' as const, factors: [1, 1, 1, 1, 10, 10, 10, 1, 1, 1, 1, 1] },
      },
    };
    const outputs = await allOf({ name: 'x', workloads: [tax], constraints: { apiOnly: true } });
    const year = outputs.flatMap(({ figures }) => figures).find(({ id }) => /api.*first-year$/.test(id));
    const pilot = outputs.flatMap(({ findings }) => findings).find(({ id }) => id === 'cto.chat.no-pilot');
    expect(pilot?.statement).toContain(year ? cite(year) : '?');
  });
});

describe('what cannot be said', () => {
  it('is named: law of places that no framework is of, and work of which the model is not known', async () => {
    const leftOut = async (input: AssessmentInput) =>
      (await allOf(input)).flatMap(({ notEvaluated }) =>
        notEvaluated.map(({ id, subject }) => [id, subject]),
      );
    const { model: _model, ...unnamed } = CHAT;
    const abroad = await leftOut({
      name: 'x',
      organisation: { regions: ['JP', 'DE', 'US', 'AE'] },
      workloads: [unnamed],
    });
    expect(abroad).toContainEqual(['compliance.law-elsewhere', 'Law of AE and JP']);
    expect(abroad).toContainEqual(['ai-consultant.chat.kind-of-data', 'Speech, images or video in Chat']);
    const ids = (
      await leftOut({
        name: 'x',
        organisation: { regions: ['DE', 'US'] },
        workloads: [{ ...CHAT, residency: ['EU'] }],
      })
    ).map(([id]) => id);
    expect(ids).not.toContain('compliance.law-elsewhere');
    expect(ids).not.toContain('ai-consultant.chat.kind-of-data');
  });

  it('is the end of a bill for tokens that a model thinks in, and that long requests fit a short context', async () => {
    const reasoner = { ...CHAT, residency: [], model: { apiId: 'deepseek/deepseek-reasoner' } };
    const needs = async (p95: number) => {
      const traffic = { ...CHAT.traffic, inputTokens: { p50: 1_000, p95 } };
      const outputs = await allOf({
        name: 'x',
        workloads: [{ ...reasoner, traffic }],
        constraints: { apiOnly: true },
      });
      const use = outputs
        .flatMap(({ recommendations }) => recommendations)
        .find(({ key }) => key === 'chat.use-api');
      const monthly = outputs
        .flatMap(({ figures }) => figures)
        .find(({ id }) => id === 'pricing.chat.api.deepseek/deepseek-reasoner.monthly');
      return { first: use?.implementation.prerequisites.join(' ') ?? '', monthly };
    };
    const long = await needs(70_000);
    expect(long.first).toContain('do not fit the context');
    expect(long.monthly?.low).toBe(long.monthly?.value);
    expect(long.monthly?.high).toBeNull();
    expect((await needs(5_000)).first).not.toContain('context');
  });
});
