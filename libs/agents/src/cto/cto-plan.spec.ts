import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import type { AgentOutput } from '../agent-output';
import { cloudEngineerAgent } from '../cloud-engineer/cloud-engineer.agent';
import { createWorkbench } from '../create-workbench';
import { ctoAgent } from './cto.agent';

const chat = {
  id: 'chat',
  kind: 'llm-serving',
  model: { id: 'llama-3.1-70b' },
  traffic: { requestsPerDay: 200_000, peakFactor: 3, growthPerMonth: 0.03 },
} as const;

function anInput(over: Partial<AssessmentInput> = {}): AssessmentInput {
  return { name: 'x', workloads: [chat], constraints: { selfHostOnly: true, providers: ['gcp'] }, ...over };
}

async function outputOf(
  input: AssessmentInput,
  agent: typeof ctoAgent = ctoAgent,
  seed = 1,
): Promise<AgentOutput> {
  const bench = createWorkbench({ input, asOf: '2026-11-20', seed, catalog: loadCatalog() });
  return agent.analyse(bench, new AbortController().signal);
}

function valueOf(output: AgentOutput, id: string): number | null {
  const found = output.figures.find((entry) => entry.id === id);
  if (!found) throw new TypeError(`no figure ${id}`);
  return found.value;
}

const titles = (output: AgentOutput): string[] => output.findings.map(({ id }) => id);

describe('the plan of the CTO', () => {
  it('forecasts 36 months with their bands, the same for the same seed', async () => {
    const [first, again, other] = await Promise.all([
      outputOf(anInput()),
      outputOf(anInput()),
      outputOf(anInput(), ctoAgent, 2),
    ]);
    expect(JSON.stringify(first)).toBe(JSON.stringify(again));
    const table = first.tables.find(({ id }) => id === 'cto.forecast-by-month');
    expect(table?.rows.map((row) => row.length)).toEqual(Array.from({ length: 12 }, () => 4));
    expect(first.figures.filter(({ id }) => id.startsWith('forecast.month-'))).toHaveLength(3 * 36);
    const bands = ['p10', 'p50', 'p90'].map((band) => valueOf(first, `forecast.total.${band}`) ?? 0);
    expect(bands).toEqual([...bands].sort((a, b) => a - b));
    expect(valueOf(other, 'forecast.total.p50')).not.toBe(bands[1]);
    const { p50 } = { p50: bands[1] ?? 0 };
    expect(Math.abs((valueOf(other, 'forecast.total.p50') ?? 0) - p50)).toBeLessThan(0.1 * p50);
  });

  it('says beside the sum of today why the median of the forecast lies above it', async () => {
    const traffic = { ...chat.traffic, growthPerMonth: 0 };
    const planning = { growthPerMonth: { low: 0, high: 0.1 } };
    const output = await outputOf(anInput({ workloads: [{ ...chat, traffic }], planning }));
    // Half of a right triangle from 0 to 10 lies below 10 x (1 - sqrt(1 / 2)).
    expect(valueOf(output, 'forecast.growth.median')).toBeCloseTo(2.929, 3);
    const ids = ['pricing.plan.bill.monthly', 'forecast.month-1.p50', 'forecast.month-36.p50'];
    const [today = 0, , last = 0] = ids.map((id) => valueOf(output, id) ?? 0);
    expect(last).toBeGreaterThan(1.5 * today);
    const said = [
      output.findings.find(({ id }) => id === 'cto.forecast')?.statement,
      output.tables.find(({ id }) => id === 'cto.forecast-by-month')?.note,
    ];
    for (const text of said) {
      for (const id of [...ids, 'forecast.range.growth', 'forecast.growth.median'])
        expect(text).toContain(`[[${id}]]`);
    }
    expect(output.tables.find(({ id }) => id === 'cto.month-today')?.note).toContain('today’s load');
  });

  it('plans with the shape of growth that was stated, in the case and in the forecast', async () => {
    const { growthPerMonth: _share, ...traffic } = chat.traffic;
    const steps = [{ month: 6, factor: 4 }];
    const jumps = { ...chat, traffic: { ...traffic, growth: { kind: 'step', steps } } } as const;
    const output = await outputOf(anInput({ workloads: [jumps] }));
    const [before, after] = [6, 7].map((month) => valueOf(output, `forecast.month-${month}.p50`) ?? 0);
    expect((after ?? 0) / (before ?? 1)).toBeGreaterThan(3);
    const flat = await outputOf(anInput({ workloads: [{ ...chat, traffic }] }));
    const ratio = (month: number): number => {
      const [one, other] = [output, flat].map((entry) => {
        const found = entry.figures.find(({ id }) => id.endsWith(`.36-months.on-demand.month-${month}`));
        return found?.value ?? 0;
      });
      return (one ?? 0) / (other ?? 1);
    };
    expect(ratio(1)).toBe(1);
    expect(ratio(12)).toBeGreaterThan(3);
    expect(ratio(36)).toBe(ratio(12));
  });

  it.each([-0.9, -0.8, -0.5, 0, 1])(
    'plans a load that changes by %d of itself a month',
    async (growthPerMonth) => {
      const load = { ...chat, traffic: { ...chat.traffic, growthPerMonth } };
      const output = await outputOf(anInput({ workloads: [load] }));
      expect(titles(output)).toContain('cto.forecast');
    },
  );

  it('discounts only where a rate was stated, the case and the return alike', async () => {
    const planning = { valueUsdPerMonth: 500_000, oneOffUsd: 1_000 };
    const plain = await outputOf(anInput({ planning }));
    expect(titles(plain).filter((id) => id.includes('present-value'))).toEqual([]);
    const output = await outputOf(anInput({ planning: { ...planning, discountRatePerYear: 0.1 } }));
    expect(titles(output)).toContain('cto.chat.present-value');
    const total = output.figures.find(({ id }) => id.endsWith('.on-demand.total'));
    const worth = output.figures.find(({ id }) => id.endsWith('.on-demand.present-value'));
    // Three years at 10 %: growing costs lie late, so that they lose more than the mean of 18 months.
    expect((worth?.value ?? 0) / (total?.value ?? 1)).toBeLessThan(1.1 ** -1.5);
    expect((worth?.value ?? 0) / (total?.value ?? 1)).toBeGreaterThan(1.1 ** -3);
    const net = valueOf(output, 'cto.return.net') ?? 0;
    expect(valueOf(output, 'cto.return.net-present-value')).toBeLessThan(net);
  });

  it('takes one managed database and one cache into the month of what is rented', async () => {
    const output = await outputOf(anInput());
    const rows = output.tables.find(({ id }) => id === 'cto.month-today')?.rows ?? [];
    const managed = rows.filter(([label]) => label?.startsWith('Managed ') && label.includes('('));
    expect(managed.map(([, kind]) => kind)).toEqual(['managed services', 'managed services']);
    const month = output.figures.find(({ id }) => id === 'pricing.plan.bill.monthly');
    expect(month?.inputs).toEqual(
      expect.arrayContaining(['pricing.plan.platform.database', 'pricing.plan.platform.cache']),
    );
  });

  it('draws what the provider lists no price of from nothing to its bound, and says so', async () => {
    const output = await outputOf(anInput());
    const told = output.findings.find(({ id }) => id === 'cto.forecast');
    expect(told?.statement).toContain('what gcp lists no price of: NAT gateway');
    const month = output.figures.find(({ id }) => id === 'forecast.month-1.p90');
    expect(month?.inputs).toContain('pricing.plan.platform.nat.bound');
    expect(output.notEvaluated.map(({ id }) => id)).toContain('cto.forecast.people');
    expect(output.notEvaluated.map(({ id }) => id)).not.toContain('cto.forecast.nat-gateway');
  });

  it('leaves the chance of an overrun unknown without a budget, and counts it with one', async () => {
    expect(titles(await outputOf(anInput()))).toContain('cto.forecast');
    const poor = { selfHostOnly: true, providers: ['gcp'], budgetUsdPerMonth: 1 } as const;
    const over = await outputOf(anInput({ constraints: poor }));
    expect(valueOf(over, 'forecast.overrun')).toBe(100);
    expect(over.findings.find(({ id }) => id === 'cto.forecast')?.severity).toBe('high');
  });

  it('takes people into the plan once team, share and cost are stated', async () => {
    const without = await outputOf(anInput());
    expect(without.notEvaluated.map(({ id }) => id)).toContain('cto.forecast.people');
    const withPeople = await outputOf(
      anInput({
        team: { platformEngineers: 4 },
        planning: { teamShare: 0.5, engineerUsdPerYear: 120_000 },
      }),
    );
    const added =
      (valueOf(withPeople, 'forecast.month-1.p50') ?? 0) - (valueOf(without, 'forecast.month-1.p50') ?? 0);
    // 4 x 0.5 x 120,000 / 12.
    expect(added).toBeCloseTo(20_000, 6);
    const month = (output: AgentOutput) =>
      output.figures.find(({ id }) => id === 'pricing.plan.bill.monthly');
    expect((month(withPeople)?.value ?? 0) - (month(without)?.value ?? 0)).toBeCloseTo(20_000, 6);
    // Nothing bounds what people cost: without them the month has no high end.
    expect([month(without)?.high, month(withPeople)?.high === null]).toEqual([null, false]);
  });

  it('says when the stated value has paid for the plan, and asks for it where it is not stated', async () => {
    const asked = await outputOf(anInput());
    expect(asked.questions.map(({ id }) => id)).toContain('question.planning.value');
    const paid = await outputOf(anInput({ planning: { valueUsdPerMonth: 1e6, oneOffUsd: 1_500_000 } }));
    expect(valueOf(paid, 'cto.return.payback-months')).toBe(2);
    const never = await outputOf(anInput({ planning: { valueUsdPerMonth: 10 } }));
    const finding = never.findings.find(({ id }) => id === 'cto.return');
    expect(finding).toMatchObject({ severity: 'high' });
    expect(finding?.statement).toContain('it is not paid back');
  });

  it('ranks stated risks by what they are expected to cost a year', async () => {
    const risks = [
      { name: 'Small', timesPerYear: { low: 1, high: 3 }, lossUsd: { low: 100, high: 300 } },
      { name: 'Large', timesPerYear: { low: 0.1, high: 0.3 }, lossUsd: { low: 1e5, high: 3e5 } },
    ];
    const output = await outputOf(anInput({ planning: { risks } }));
    const table = output.tables.find(({ id }) => id === 'cto.expected-loss');
    expect(table?.rows.map(([name]) => name)).toEqual(['Large', 'Small']);
    // 0.2 x 200,000 + 2 x 200; ends: 0.1 x 100,000 + 100, 0.3 x 300,000 + 900.
    const total = output.figures.find(({ id }) => id === 'cto.expected-loss');
    expect(total).toMatchObject({ value: 40_400, low: 10_100, high: 90_900 });
  });

  it('prices owned hardware by what was paid for it and for a kWh, each as far as it is known', async () => {
    const owned = { acceleratorId: 'h100-sxm5-80gb', count: 64, owned: true, purchasePriceUsd: 30_000 };
    const constraints = { selfHostOnly: true, providers: ['on-premises', 'gcp'] } as const;
    const withPrice = (over: object) =>
      outputOf(anInput({ constraints, currentInfrastructure: [{ ...owned, ...over }] }));
    const [half, whole] = [await withPrice({}), await withPrice({ powerUsdPerKwh: 0.2 })];
    const bill = (output: AgentOutput) =>
      output.figures.find(({ id }) => id === 'pricing.chat.owned-bill.monthly');
    expect(half.notEvaluated.map(({ id }) => id)).toContain('cto.chat.own-cost');
    expect(whole.notEvaluated.map(({ id }) => id)).not.toContain('cto.chat.own-cost');
    expect(bill(half)?.high).toBeNull();
    expect(bill(whole)?.value).toBeGreaterThan(bill(half)?.value ?? Infinity);
    const held = new Set(half.figures.map(({ id }) => id));
    const loose = half.figures.filter(
      ({ method, inputs, sources, formula }) =>
        (method === 'computed' && formula === null) ||
        (method === 'sourced' && inputs.length === 0 && sources.length === 0) ||
        inputs.some((id) => !id.startsWith('input:') && !held.has(id)),
    );
    expect(loose.map(({ id }) => id)).toEqual([]);
  });

  it('compares buying once an accelerator and a kWh have a price', async () => {
    const ids = loadCatalog().accelerators.map(({ id }) => id);
    const planning = {
      powerUsdPerKwh: 0.2,
      acceleratorQuotes: ids.map((acceleratorId) => ({ acceleratorId, usd: 30_000 })),
    };
    const constraints = { selfHostOnly: true } as const;
    const without = await outputOf(anInput({ constraints }));
    expect(without.questions.map(({ id }) => id)).toContain('question.planning.accelerator-quotes');
    const output = await outputOf(anInput({ constraints, planning }));
    const table = output.tables.find(({ id }) => id === 'cto.chat.ways');
    expect(table?.rows.length).toBeGreaterThan(3);
    expect(table?.rows.every(([, api]) => api === '–')).toBe(true);
  });
});

describe('the landing zone of the cloud engineer', () => {
  it('prices the services around a rented fleet and says where a price stands in', async () => {
    const output = await outputOf(anInput(), cloudEngineerAgent);
    const table = output.tables.find(({ id }) => id === 'cloud-engineer.platform');
    expect(table?.rows.map(([name]) => name)).toContain('Kubernetes control plane');
    expect(valueOf(output, 'pricing.plan.platform.monthly')).toBeGreaterThan(0);
    expect(output.recommendations.map(({ key }) => key)).toContain('landing-zone');
  });

  it('keeps no cluster, balancer or gateway for jobs that come and go', async () => {
    const { id, model } = chat;
    const nightly = { id, model, kind: 'batch-inference', traffic: { batchItems: 100_000 } } as const;
    const jobs = await outputOf(anInput({ workloads: [nightly] }), cloudEngineerAgent);
    const beside = await outputOf(
      anInput({ workloads: [nightly, { ...chat, id: 'day' }] }),
      cloudEngineerAgent,
    );
    for (const role of ['control-plane', 'load-balancer']) {
      const cost = `pricing.plan.platform.${role}`;
      expect([role, valueOf(jobs, cost)]).toEqual([role, 0]);
      expect(valueOf(beside, cost)).toBeGreaterThan(0);
    }
  });

  it('takes stated amounts in place of assumed ones', async () => {
    const planning = { egressGbPerMonth: 5_000, logGbPerMonth: 100, storedGb: 1_000 };
    const output = await outputOf(anInput({ planning }), cloudEngineerAgent);
    expect(valueOf(output, 'answer.planning.egressGbPerMonth')).toBe(5_000);
    expect(output.assumptions.map(({ id }) => id)).not.toContain('assumption.sizing.stream-overhead');
  });

  it('commits to what a stated profile needs all day, and to less of a fleet that sleeps', async () => {
    const profiled = (hourlyProfile: number[]) =>
      outputOf(
        anInput({
          workloads: [{ ...chat, traffic: { ...chat.traffic, requestsPerDay: 2_000_000, hourlyProfile } }],
          // Where commitments are listed.
          constraints: { selfHostOnly: true, providers: ['gcp'], regions: ['europe-west3'] },
        }),
        cloudEngineerAgent,
      );
    const flat = await profiled(Array.from({ length: 24 }, () => 1));
    const sleepy = await profiled(Array.from({ length: 24 }, (_, hour) => (hour < 4 ? 1 : 0.01)));
    const committed = (output: AgentOutput): number =>
      output.figures.find(({ id }) => id.endsWith('.commitment.commit-3y.instances'))?.value ?? 0;
    expect(committed(flat)).toBeGreaterThan(committed(sleepy));
    const voted = (output: AgentOutput) =>
      output.decisions.find(({ key }) => key === 'chat.purchase')?.option;
    expect([voted(flat), voted(sleepy)]).toEqual(['commit-3y', 'on-demand']);
  });
});
