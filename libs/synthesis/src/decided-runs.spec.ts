import {
  AGENT_IDS,
  type AgentId,
  agentById,
  type AgentOutput,
  createWorkbench,
  type PersonsChoice,
} from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { DecisionOverride } from './decision-override';
import { synthesise } from './synthesise';
import type { SettledDecision, SynthesisResult } from './synthesis-result';

const EXAMPLES = join(__dirname, '../../../examples');
const catalog = loadCatalog();
const { signal } = new AbortController();

interface Outcome {
  readonly outputs: readonly AgentOutput[];
  readonly result: SynthesisResult;
}

/** The agents that plan hardware. */
const PLANNERS: readonly AgentId[] = ['cloud-engineer', 'infrastructure', 'ai-consultant'];

/** All but the one that asks: it votes on nothing, and searches most. */
const MOST_AGENTS = AGENT_IDS.filter((id) => id !== 'chatbot');

async function assess(
  input: AssessmentInput,
  choices: readonly PersonsChoice[] = [],
  agents: readonly AgentId[] = PLANNERS,
): Promise<Outcome> {
  const bench = createWorkbench({ input, catalog, asOf: '2026-11-20', seed: 7, decisions: choices });
  const outputs = await Promise.all(agents.map(async (id) => agentById(id).analyse(bench, signal)));
  const overrides = choices.map((one): DecisionOverride => ({
    ...one,
    why: 'Because',
    decidedAt: '2026-11-19T00:00:00.000Z',
    version: 1,
  }));
  return { outputs, result: synthesise(outputs, undefined, overrides) };
}

function choice(key: string, option: string, by = 'Ada, CTO'): PersonsChoice {
  return { key, option, by };
}

const CHAT: AssessmentInput = {
  name: 'Support',
  workloads: [
    {
      id: 'chat',
      kind: 'llm-serving',
      model: { id: 'llama-3.1-8b' },
      traffic: { requestsPerDay: 40_000, inputTokens: { p50: 900 }, outputTokens: { p50: 200 } },
      slo: { timeToFirstTokenMs: 1500, availabilityPercent: 99.9 },
      dataClasses: ['internal'],
    },
  ],
};

const findingIds = ({ outputs }: Outcome): string[] =>
  outputs.flatMap(({ findings }) => findings.map(({ id }) => id));
const tableOf = ({ outputs }: Outcome, id: string) =>
  outputs.flatMap(({ tables }) => tables).find((table) => table.id === id);
const decisionOn = ({ result }: Outcome, key: string): SettledDecision | undefined =>
  result.decisions.find((one) => one.key === key);
const valueOf = ({ result }: Outcome, id: string): number | null | undefined =>
  result.figures.find((entry) => entry.id === id)?.value;
const textOf = ({ outputs }: Outcome): string => JSON.stringify(outputs);

describe('a run that people have decided choices of', () => {
  let free: Outcome;
  beforeAll(async () => {
    free = await assess(CHAT);
  });

  it('searches, prices and simulates on the accelerator that was decided', async () => {
    const hosted = choice('chat.hosting', 'self-host');
    const l4 = await assess(CHAT, [hosted, choice('chat.accelerator', 'l4')], [...PLANNERS, 'simulation']);
    const space = tableOf(l4, 'ai-consultant.chat.search-space');
    expect(space?.rows.map((row) => row[2])).toContain(
      `decided by Ada, CTO: ${catalog.accelerator('l4').name}`,
    );
    expect(valueOf(l4, 'search.chat.options.removed-decided.accelerator')).toBeGreaterThan(1000);
    const counted = (name: string): number => valueOf(l4, `search.chat.options.${name}`) ?? 0;
    const removed = l4.result.figures.filter(({ id }) => id.startsWith('search.chat.options.removed-'));
    expect(removed.reduce((sum, entry) => sum + (entry.value ?? 0), 0) + counted('considered')).toBe(
      counted('total'),
    );
    const host = l4.result.recommendations.find(({ key }) => key === 'chat.host');
    expect(host?.deployment).toMatchObject({ accelerator: { id: 'l4' } });
    expect(decisionOn(l4, 'chat.accelerator')).toMatchObject({
      option: 'l4',
      person: { honoured: true, ruleOption: decisionOn(free, 'chat.accelerator')?.option },
    });
    const simulated = l4.outputs
      .flatMap(({ figures }) => figures)
      .filter(({ id }) => id.startsWith('sizing.chat'));
    expect(simulated.some(({ id }) => id.includes('.l4.'))).toBe(true);
  });

  const votesOf = ({ outputs }: Outcome, about: (key: string) => boolean) =>
    outputs.flatMap(({ agent, decisions }) =>
      decisions
        .filter(({ key }) => !key.endsWith('.scaling') && about(key))
        .map(({ key, option, basis }) => [agent, key, option, basis]),
    );

  it.each([
    ['chat.accelerator', 'l4'],
    ['chat.purchase', 'commit-1y'],
    ['chat.provider', 'gcp/europe-west4'],
  ])('leaves the positions on what was decided as they would be without it: %s', async (key, option) => {
    const decided = await assess(CHAT, [choice(key, option)]);
    const own = (of: Outcome) => votesOf(of, (other) => other === key);
    expect(own(decided)).toEqual(own(free));
    expect(own(free)).not.toEqual([]);
    expect(decisionOn(decided, key)?.person).toMatchObject({ honoured: true });
  });

  it('leaves all positions as they would be where no hardware was decided', async () => {
    const decided = await assess(CHAT, [
      choice('chat.hosting', 'self-host'),
      choice('chat.availability', '99.9'),
    ]);
    expect(votesOf(decided, () => true)).toEqual(votesOf(free, () => true));
  });

  it('takes the positions on the place among what the decided accelerator leaves', async () => {
    const only = 'h100-nvl-94gb';
    const places = new Set(
      catalog.instances
        .filter(({ acceleratorId }) => acceleratorId === only)
        .map(({ provider, region }) => `${provider}/${region}`),
    );
    const decided = await assess(CHAT, [
      choice('chat.hosting', 'self-host'),
      choice('chat.accelerator', only),
    ]);
    const place = (of: Outcome) => votesOf(of, (key) => key === 'chat.provider').map((vote) => vote[2]);
    expect(place(free).some((option) => places.has(option as string))).toBe(false);
    expect(place(decided).length).toBeGreaterThan(1);
    expect(place(decided).filter((option) => !places.has(option as string))).toEqual([]);
    const host = decided.result.recommendations.find(({ key }) => key === 'chat.host');
    const bought = decisionOn(decided, 'chat.provider');
    expect(bought?.option).toMatch(/^azure\//);
    expect(host?.cost.figureIds.join()).toContain(`.${only}.`);
    expect(host?.cost.figureIds.join()).toContain(bought?.option.split('/')[1]);
  });

  it('plans what the stated weights choose, before what costs least alone', async () => {
    const input: AssessmentInput = {
      ...CHAT,
      constraints: { selfHostOnly: true },
      preferences: { weights: { cost: 1, carbon: 2 } },
    };
    const weighed = await assess(input);
    const bench = createWorkbench({ input, catalog, asOf: '2026-11-20', seed: 7 });
    const [workload] = bench.workloads;
    const [plan, least] = [workload?.cheapest(), workload?.cheapestOfAll()];
    expect(plan?.priced.id).not.toBe(least?.priced.id);
    const { provider, region } = plan?.priced.instance ?? {};
    const place = decisionOn(weighed, 'chat.provider');
    expect(place?.option).toBe(`${provider}/${region}`);
    expect(place?.rule).toContain('a weighing of cost, latency, emissions and risk as stated outranks cost');
    expect(decisionOn(weighed, 'chat.accelerator')?.option).toBe(plan?.sizing.of.acceleratorId);
    const host = weighed.result.recommendations.find(({ key }) => key === 'chat.host');
    expect(host?.cost.figureIds).toContain(plan?.priced.monthly['on-demand'].id);
    expect(host?.rationale).toContain('within what the stated weights choose');
    expect(votesOf(weighed, (key) => key === 'chat.provider')).toContainEqual([
      'cloud-engineer',
      'chat.provider',
      `${least?.priced.instance.provider}/${least?.priced.instance.region}`,
      'cost',
    ]);
  });

  it('buys and places as was decided, and says what that costs', async () => {
    const decided = await assess(CHAT, [
      choice('chat.hosting', 'self-host'),
      choice('chat.provider', 'gcp/europe-west4'),
      choice('chat.purchase', 'commit-1y'),
    ]);
    const host = decided.result.recommendations.find(({ key }) => key === 'chat.host');
    expect(host?.cost.figureIds.some((id) => id.includes('europe-west4.monthly.commit-1y'))).toBe(true);
    expect(host?.cost.monthly.map(({ figureId }) => figureId)).toEqual([
      expect.stringContaining('europe-west4.monthly.commit-1y'),
    ]);
    const said = decided.outputs.flatMap(({ findings }) => findings);
    const finding = said.find(({ id }) => id === 'ai-consultant.chat.decisions');
    expect(finding?.statement).toContain('the cheapest offer without these decisions costs');
  });

  it.each(['api', 'self-host'] as const)(
    'takes the hosting that was decided for the likely way: %s',
    (option) => {
      const decisions = [choice('chat.hosting', option)];
      const bench = createWorkbench({ input: CHAT, catalog, asOf: '2026-11-20', seed: 7, decisions });
      expect(bench.workloads[0]?.likelyHosting()).toBe(option);
    },
  );

  it('takes the offer that is cheapest as it is bought', () => {
    const decisions = [choice('chat.purchase', 'commit-3y')];
    const bench = createWorkbench({ input: CHAT, catalog, asOf: '2026-11-20', seed: 7, decisions });
    const workload = bench.workloads[0];
    const prices = workload?.priced().offers.flatMap(({ priced }) => priced.monthly['commit-3y'].value ?? []);
    expect(workload?.cheapest()?.priced.monthly['commit-3y'].value).toBe(Math.min(...(prices ?? [])));
    expect(workload?.undecided().cheapest()?.priced.id).not.toBe(workload?.cheapest()?.priced.id);
  });

  it('plans by API where that was decided', async () => {
    const byApi = await assess(CHAT, [choice('chat.hosting', 'api')]);
    const keys = byApi.result.recommendations.map(({ key }) => key);
    expect(keys).toContain('chat.use-api');
    expect(keys).not.toContain('chat.host');
    expect(valueOf(byApi, 'search.chat.options.removed-decided.hosting')).toBeGreaterThan(10_000);
    expect(valueOf(byApi, 'search.chat.options.considered')).toBeLessThan(catalog.apiPrices.length + 1);
  });

  it('sizes for the availability that was decided', async () => {
    const decided = await assess(CHAT, [choice('chat.availability', '90')]);
    expect(valueOf(decided, 'decided.chat.availabilityPercent')).toBe(90);
    expect(valueOf(decided, 'search.chat.options.removed-spot')).toBeUndefined();
    expect(valueOf(free, 'search.chat.options.removed-spot')).toBeGreaterThan(0);
  });

  it('says so where decisions leave nothing, and goes around none of them', async () => {
    const nothing = await assess(CHAT, [
      choice('chat.hosting', 'self-host'),
      choice('chat.accelerator', 'mi355x'),
      choice('chat.provider', 'gcp/europe-west4'),
    ]);
    expect(findingIds(nothing)).toContain('ai-consultant.chat.decisions-leave-nothing');
    expect(findingIds(free)).not.toContain('ai-consultant.chat.decisions-leave-nothing');
    const host = nothing.result.recommendations.find(({ key }) => key === 'chat.host');
    expect(host?.cost.monthly ?? []).toEqual([]);
  });

  it('tells a promise that no option of the decided kind keeps', async () => {
    const spot = await assess(CHAT, [choice('chat.purchase', 'spot')]);
    expect(findingIds(spot)).toContain('ai-consultant.chat.decisions-leave-nothing');
  });

  it.each([
    ['chat.hosting', 'api', { constraints: { selfHostOnly: true } }, 'rules out APIs'],
    ['chat.hosting', 'self-host', { constraints: { apiOnly: true } }, 'allows APIs alone'],
    ['chat.provider', 'aws/us-east-1', { constraints: { regions: ['eu-north-1'] } }, 'outside the stated'],
    ['chat.provider', 'on-premises', {}, 'no accelerators that are owned'],
    ['chat.accelerator', 'k80', {}, 'no accelerator that the catalog lists'],
    ['chat.availability', '120', {}, 'no availability'],
  ])('lets the rule stand where a decision contradicts a limit: %s %s', async (key, option, over, why) => {
    const limited: AssessmentInput = { ...CHAT, ...over };
    const [decided, undecided] = [await assess(limited, [choice(key, option)]), await assess(limited)];
    expect(findingIds(decided)).toContain(`ai-consultant.chat.decision-refused.${key.slice('chat.'.length)}`);
    expect(textOf(decided)).toContain(why);
    const [after, before] = [decisionOn(decided, key), decisionOn(undecided, key)];
    expect(after?.option).toBe(before?.option);
    if (after) expect(after.person).toMatchObject({ honoured: false });
    expect(valueOf(decided, 'search.chat.options.considered')).toBe(
      valueOf(undecided, 'search.chat.options.considered'),
    );
  });
});

describe('the examples, each choice decided otherwise than by the rule where another option was proposed', () => {
  const files = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml'));

  it.each(files)('are planned so by every agent, with no figure of two values: %s', async (file) => {
    const input = parse(readFileSync(join(EXAMPLES, file), 'utf8')) as AssessmentInput;
    const free = await assess(input, [], MOST_AGENTS);
    const choices = free.result.decisions.map(({ key, option, votes }) =>
      choice(key, votes.find((vote) => vote.option !== option)?.option ?? option),
    );
    const decided = await assess(input, choices, MOST_AGENTS);
    for (const { key, person } of decided.result.decisions)
      expect([key, person?.honoured]).toEqual([key, true]);
    expect(decided.outputs.map(({ agent }) => agent)).toEqual(free.outputs.map(({ agent }) => agent));
  });
});
