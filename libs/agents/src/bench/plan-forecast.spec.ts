import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { type CostPart, drawForecast } from '@app/pricing';
import { createWorkbench } from '../create-workbench';
import { planBill } from './plan-bill';
import { planForecast } from './plan-forecast';
import { platformOf } from './price-platform';

const INPUT: AssessmentInput = {
  name: 'Support',
  workloads: [
    { id: 'chat', kind: 'llm-serving', model: { id: 'llama-3.1-8b' }, traffic: { requestsPerDay: 800_000 } },
  ],
  constraints: { selfHostOnly: true },
};

describe('the stairs of a forecast', () => {
  const stairsOf = (option: string) => {
    const decisions = [{ key: 'chat.scaling', option, by: 'Ada' }];
    const bench = createWorkbench({
      input: INPUT,
      catalog: loadCatalog(),
      asOf: '2026-11-20',
      seed: 1,
      decisions,
    });
    const line = planForecast(bench)?.question.lines.find(({ kind }) => kind === 'stairs');
    return line?.kind === 'stairs' ? line : null;
  };

  it('end where a person decided that the fleet ends, whatever load comes', () => {
    const decided = stairsOf('fixed:30');
    expect(decided?.loads).toEqual([Infinity]);
    expect(new Set(decided?.monthlyUsd).size).toBe(1);
  });

  it('climb with the load where nobody did', () => {
    const free = stairsOf('fixed');
    expect(free?.loads.length).toBeGreaterThan(3);
    expect(free?.loads.every(Number.isFinite)).toBe(true);
  });
});

describe('the forecast of hardware of one’s own', () => {
  const forecastOf = (growthPerMonth: number, count = 64) => {
    const input: AssessmentInput = {
      name: 'Own',
      workloads: [
        {
          id: 'chat',
          kind: 'llm-serving',
          model: { id: 'llama-3.1-8b' },
          traffic: { requestsPerDay: 800_000, growthPerMonth },
        },
      ],
      currentInfrastructure: [
        {
          provider: 'on-premises',
          acceleratorId: 'h100-sxm5-80gb',
          count,
          owned: true,
          purchasePriceUsd: 30_000,
        },
      ],
      constraints: { selfHostOnly: true },
      planning: { powerUsdPerKwh: 0.2 },
    };
    const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
    const plan = planForecast(bench);
    if (plan === null) throw new Error('expected a plan with a price');
    const today = plan.parts.reduce((sum, { monthly }) => sum + (monthly.value ?? 0), 0);
    return { plan, today, drawn: drawForecast({ ...plan.question, paths: 400 }) };
  };

  it('spreads as far as the ranges of what it costs', () => {
    const { plan, drawn, today } = forecastOf(0);
    const lines = plan.question.lines.flatMap((line) => (line.kind === 'owned' ? [line.monthlyUsd] : []));
    expect(lines).toHaveLength(2);
    const least = lines.reduce((sum, { low }) => sum + low, 0);
    expect(least).toBeLessThan(today);
    expect(drawn.total.p10).toBeLessThan(drawn.total.p50);
    expect(drawn.total.p90).toBeGreaterThan(drawn.total.p50);
    expect(drawn.total.p10).toBeGreaterThan(36 * least);
  });

  it('buys more of it where the load outgrows it, and says so', () => {
    const [still, grown] = [forecastOf(0), forecastOf(0.05)];
    expect(grown.today).toBe(still.today);
    const ratio = (grown.drawn.months[35]?.p50 ?? 0) / (grown.drawn.months[0]?.p50 ?? Infinity);
    // 1.05 ^ 35 = 5.5 times the load.
    expect(ratio).toBeGreaterThan(3);
    expect(ratio).toBeLessThan(7);
    expect(grown.plan.extended).toEqual(['chat']);
  });
});

/** With people priced nothing else is open. */
const PEOPLE = { team: { mlEngineers: 1 }, planning: { teamShare: 0.1, engineerUsdPerYear: 90_000 } };

describe('a month of the plan', () => {
  const billOf = (workloads: AssessmentInput['workloads'], constraints: AssessmentInput['constraints']) => {
    const input: AssessmentInput = { name: 'Plan', workloads, constraints, ...PEOPLE };
    const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
    const plan = planForecast(bench);
    return plan ? planBill(bench, plan) : null;
  };
  const traffic = { requestsPerDay: 800 };
  const chat = { id: 'chat', kind: 'llm-serving', model: { apiId: 'openai/gpt-5-mini' }, traffic } as const;

  it('has no high end while the cost of one of its workloads is not known', () => {
    const small = { ...chat, model: { id: 'llama-3.1-8b' } };
    const unpriced = { id: 'other', kind: 'classic-ml', traffic } as const;
    const limits = { selfHostOnly: true, providers: ['aws' as const], regions: ['us-east-1'] };
    const [alone, beside] = [billOf([small], limits), billOf([small, unpriced], limits)];
    const isOther = ({ monthly }: CostPart) => monthly.id === 'pricing.other.plan';
    expect(alone?.unknown.filter(isOther)).toEqual([]);
    expect(beside?.unknown.filter(isOther)).toHaveLength(1);
    expect([alone?.monthly.high === null, beside?.monthly.high]).toEqual([false, null]);
    expect(beside?.monthly.formula).toContain('without ');
  });

  it('names the retrieval of answers from documents as what nobody priced, also where an API writes them', () => {
    const bill = billOf([{ ...chat, kind: 'rag', dataClasses: ['public'] }], { apiOnly: true });
    // Beside it the tokens of a model that reasons.
    const open = ['pricing.chat.reasoning', 'pricing.chat.retrieval'];
    expect(bill?.unknown.map(({ monthly }) => monthly.id)).toEqual(open);
  });

  it('stores the text of a corpus and its vectors beside the weights', () => {
    const corpus = {
      documents: 1e6,
      tokensPerDocument: 960,
      chunkTokens: 512,
      chunkOverlapTokens: 64,
      dimensions: 1024,
    };
    const archive = {
      id: 'archive',
      kind: 'embedding',
      model: { id: 'bge-m3' },
      traffic: { batchItems: 1e6, inputTokens: { p50: 480, p95: 760 } },
    } as const;
    const storedOf = (workload: AssessmentInput['workloads'][number]) => {
      const input: AssessmentInput = {
        name: 'Store',
        workloads: [workload],
        constraints: { selfHostOnly: true },
      };
      const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
      expect(platformOf(bench)).not.toBeNull();
      return bench.figures.get('demand.plan.stored')?.value ?? NaN;
    };
    // Two chunks of each document: 2e6 vectors of 4096 bytes; 960 + 64 tokens of 4 bytes.
    const added = (2e6 * 4_096 + 1e6 * 1_024 * 4) / 1e9;
    expect(storedOf({ ...archive, corpus }) - storedOf(archive)).toBeCloseTo(added, 6);
  });
});
