import {
  type AgentId,
  type AgentOutput,
  agentById,
  createWorkbench,
  isDecidable,
  type PersonsChoice,
} from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { synthesise } from './synthesise';

const catalog = loadCatalog();

const CHAT: AssessmentInput = {
  name: 'Support',
  workloads: [
    {
      id: 'chat',
      kind: 'llm-serving',
      model: { id: 'llama-3.1-8b' },
      traffic: {
        requestsPerDay: 800_000,
        peakFactor: 6,
        inputTokens: { p50: 900 },
        outputTokens: { p50: 200 },
      },
      slo: { timeToFirstTokenMs: 1500, availabilityPercent: 99.9 },
      dataClasses: ['internal'],
    },
  ],
};

const MADE = new Map<string, Promise<Assessed>>();

/** Each assessment once: they are only read. */
function assess(...asked: Parameters<typeof make>): Promise<Assessed> {
  const key = JSON.stringify(asked);
  const known = MADE.get(key) ?? make(...asked);
  MADE.set(key, known);
  return known;
}

type Assessed = Awaited<ReturnType<typeof make>>;

async function make(
  scaling: string | null,
  over: Partial<AssessmentInput> = {},
  agents: readonly AgentId[] = ['ai-consultant', 'infrastructure', 'cloud-engineer'],
) {
  const fixed: PersonsChoice[] = [{ key: 'chat.hosting', option: 'self-host', by: 'Ada' }].filter(
    () => over.constraints === undefined,
  );
  const decisions =
    scaling === null ? fixed : [...fixed, { key: 'chat.scaling', option: scaling, by: 'Ada' }];
  const bench = createWorkbench({
    input: { ...CHAT, ...over },
    catalog,
    asOf: '2026-11-20',
    seed: 7,
    decisions,
  });
  const { signal } = new AbortController();
  const outputs: AgentOutput[] = [];
  for (const id of agents) outputs.push(await agentById(id).analyse(bench, signal));
  const overrides = decisions.map((one) => ({
    ...one,
    why: 'Because',
    decidedAt: '2026-11-19T00:00:00.000Z',
    version: 1,
  }));
  return { outputs, bench: bench.workloads[0], result: synthesise(outputs, undefined, overrides) };
}

type Outcome = Assessed;
const sizingOf = ({ bench }: Outcome) => {
  const sizing = bench?.reference();
  return sizing?.kind === 'serving' ? sizing.of : null;
};
const monthlyOf = ({ bench }: Outcome, purchase: 'on-demand' | 'commit-1y' = 'on-demand'): number =>
  bench?.cheapest()?.priced.monthly[purchase].value ?? NaN;
const findings = ({ outputs }: Outcome) => outputs.flatMap((output) => output.findings);

describe('a fleet whose size a person decided', () => {
  let free: Outcome;
  beforeAll(async () => {
    free = await assess(null);
  });

  it('has the replicas that were decided, at the price of so many', async () => {
    const least = sizingOf(free)?.replicas ?? 0;
    const decided = await assess(`fixed:${least + 3}`);
    const chip = sizingOf(free)?.acceleratorId;
    const same = decided.bench?.sized().options.feasible.find(({ of }) => of.acceleratorId === chip);
    expect(same?.of).toMatchObject({ replicas: least + 3 });
    const figure = decided.result.figures.find(({ id }) => id === 'decided.chat.replicas');
    expect(figure).toMatchObject({ value: least + 3, formula: 'decided by Ada' });
    for (const offer of decided.bench?.priced().offers ?? []) {
      if (offer.sizing.kind !== 'serving' || !('replicasPerInstance' in offer.priced)) continue;
      expect(offer.sizing.of.replicas).toBe(least + 3);
      const { hourly, monthly } = offer.priced;
      const [hour, month] = [hourly['on-demand'].value, monthly['on-demand'].value];
      if (hour !== null) expect(month).toBeCloseTo(hour * 730, 6);
    }
  });

  it('costs what it costs: no range of the engine moves a fleet of fixed size', async () => {
    const decided = await assess('fixed:40');
    const monthly = decided.bench?.cheapest()?.priced.monthly['on-demand'];
    expect(monthly?.value).toBeGreaterThan(0);
    expect([monthly?.low ?? monthly?.value, monthly?.high ?? monthly?.value]).toEqual([
      monthly?.value,
      monthly?.value,
    ]);
    const total = decided.bench?.hostingOver36Months()?.total.value;
    expect(total).toBeCloseTo((monthly?.value ?? 0) * 36, 4);
  });

  it('leaves out hardware that so few replicas do not carry, and says so where none does', async () => {
    const few = await assess('fixed:2');
    const reasons = few.bench?.sized().options.infeasible.map(({ of }) => of.reason ?? '') ?? [];
    expect(reasons.some((reason) => reason.includes('So many replicas as were decided'))).toBe(true);
    for (const { of } of few.bench?.sized().options.feasible ?? []) {
      if ('replicas' in of) expect(of.replicas).toBe(2);
    }
    const none = await assess('fixed:1');
    expect(none.bench?.sized().options.feasible).toEqual([]);
    expect(findings(none).map(({ id }) => id)).toContain('ai-consultant.chat.decisions-leave-nothing');
  });

  it('is searched with no replica more than was decided', async () => {
    const decided = await assess('fixed:40');
    const removed = decided.result.figures.filter(({ id }) =>
      id.includes('options.removed-sizing.decided-fleet'),
    );
    const all = (outcome: Outcome) =>
      outcome.result.figures.find(({ id }) => id === 'search.chat.options.total')?.value ?? 0;
    expect(all(decided)).toBeLessThan(all(free));
    expect(removed.length).toBeLessThan(2);
  });
});

describe('a fleet that a person decided to let follow its load', () => {
  it('is paid for as long as replicas run, and keeps the peak that it was sized for', async () => {
    const [fixed, scaled] = [await assess('fixed'), await assess('autoscale')];
    const sizing = sizingOf(scaled);
    const share = sizing?.capacity?.rentedShare ?? NaN;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.9);
    expect(sizing?.replicas).toBe(sizingOf(fixed)?.replicas);
    expect(monthlyOf(scaled) / monthlyOf(fixed)).toBeCloseTo(share, 9);
    const offer = scaled.bench?.cheapest()?.priced;
    const energies = ({ bench: workload }: Outcome) =>
      new Map(
        workload
          ?.priced()
          .offers.slice(0, 12)
          .map((one) => [one.priced.instance.id, workload.carbonOf(one).energy.value] as const),
      );
    const known = [...energies(fixed)].filter(([, energy]) => energy !== null);
    expect(known.length).toBeGreaterThan(0);
    const after = energies(scaled);
    const both = known.filter(([id]) => after.has(id));
    expect(both.length).toBeGreaterThan(0);
    for (const [id, energy] of both) expect(after.get(id)).toBeLessThan(energy ?? 0);
    expect(offer?.monthly['on-demand'].formula).toContain('share of them that runs on average');
    const over = (outcome: Outcome): number => outcome.bench?.hostingOver36Months()?.total.value ?? NaN;
    expect(over(scaled) / over(fixed)).toBeCloseTo(share, 9);
  });

  it('never runs on fewer than the least, so that more of them cost more', async () => {
    const some = await assess('autoscale:2-60');
    const more = await assess('autoscale:10-60');
    expect(sizingOf(more)?.capacity?.rentedShare).toBeGreaterThan(sizingOf(some)?.capacity?.rentedShare ?? 1);
    expect(monthlyOf(more)).toBeGreaterThan(monthlyOf(some));
  });

  it('commits for all month what it commits to', async () => {
    const [fixed, scaled] = [await assess('fixed'), await assess('autoscale')];
    const offers = (outcome: Outcome) =>
      new Map(
        outcome.bench
          ?.priced()
          .offers.map(({ priced }) => [priced.instance.id, priced.monthly['commit-1y'].value]) ?? [],
      );
    const before = offers(fixed);
    const known = [...offers(scaled)].filter(([, value]) => value !== null);
    expect(known.length).toBeGreaterThan(0);
    for (const [id, value] of known) expect(value).toBe(before.get(id));
  });

  it('is simulated with an autoscaler, and raised before a launch where that was decided', async () => {
    const [workload] = CHAT.workloads;
    const rare = { ...workload, traffic: { ...workload?.traffic, requestsPerDay: 30_000 } };
    const over = { workloads: [rare] } as Partial<AssessmentInput>;
    const ahead = await assess('scale-ahead', over, ['ai-consultant', 'simulation']);
    const labels = ahead.outputs.flatMap(({ tables }) =>
      tables.flatMap(({ rows }) => rows.map(([label]) => label)),
    );
    expect(labels).toContain('Launch, with replicas added before it');
    const launch = findings(ahead).find(({ id }) => id === 'simulation.chat.launch-spike');
    expect(launch?.title).toContain('with the scaling that was decided');
    expect(ahead.result.recommendations.map(({ key }) => key)).toContain('chat.scale-ahead');
    const fixed = await assess('fixed', over, ['simulation']);
    expect(fixed.result.recommendations.map(({ key }) => key)).not.toContain('chat.scale-ahead');
    expect(ahead.result.decisions.find(({ key }) => key === 'chat.scaling')).toMatchObject({
      option: 'scale-ahead',
      person: { honoured: true },
    });
  });
});

describe('a day on a fleet that follows its load', () => {
  it('uses the places of its replicas better than one of fixed size', async () => {
    const [workload] = CHAT.workloads;
    const hourlyProfile = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 18 ? 10 : 1));
    const traffic = {
      requestsPerDay: 20_000,
      inputTokens: { p50: 900 },
      outputTokens: { p50: 200 },
      hourlyProfile,
    };
    const over = { workloads: [{ ...workload, traffic }] } as Partial<AssessmentInput>;
    const used = async (option: string): Promise<number> => {
      const { result } = await assess(option, over, ['simulation']);
      const figure = result.figures.find(({ id }) => id === 'simulation.chat.busy-day.places-used');
      return figure?.value ?? NaN;
    };
    expect(await used('autoscale:1-2')).toBeGreaterThan(1.2 * (await used('fixed:2')));
  });
});

describe('a decision on scaling', () => {
  it.each([
    ['fixed:0', {}, 'is none of fixed'],
    ['autoscale:8-2', {}, 'is none of fixed'],
    ['sideways', {}, 'is none of fixed'],
    ['fixed:3', { constraints: { apiOnly: true } }, 'allows APIs alone'],
    [
      'fixed:9',
      {
        constraints: { providers: ['on-premises'] },
        currentInfrastructure: [
          { provider: 'on-premises', acceleratorId: 'h100-sxm5-80gb', count: 8, owned: true },
        ],
      },
      'fewer accelerators than that',
    ],
    [
      'fixed:3',
      {
        workloads: [
          { id: 'chat', kind: 'batch-inference', model: { id: 'llama-3.1-8b' }, batch: { items: 1000 } },
        ],
      },
      'runs in passes',
    ],
  ] as ReadonlyArray<[string, Partial<AssessmentInput>, string]>)(
    'is refused aloud against a limit: %s',
    async (option, over, why) => {
      const refused = await assess(option, { constraints: {}, ...over });
      const said = findings(refused).find(({ id }) => id === 'ai-consultant.chat.decision-refused.scaling');
      expect(said?.statement).toContain(why);
      const free = await assess(null, { constraints: {}, ...over });
      expect(monthlyOf(refused)).toEqual(monthlyOf(free));
    },
  );

  it('may name numbers that no agent proposes, and whether a framework applies', () => {
    expect(isDecidable('w1.scaling', 'fixed:7')).toBe(true);
    expect(isDecidable('w1.scaling', 'fixed:seven')).toBe(false);
    expect(isDecidable('framework:gdpr', 'does-not-apply')).toBe(true);
    expect(isDecidable('framework:gdpr', 'open')).toBe(false);
    expect(isDecidable('w1.hosting', 'api')).toBe(false);
  });
});
