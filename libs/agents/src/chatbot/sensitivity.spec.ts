import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import type { AgentOutput } from '../agent-output';
import { createWorkbench } from '../create-workbench';
import { chatbotAgent } from './chatbot.agent';
import { recommendedWay, sensitivityOf, type WorkloadSensitivity } from './sensitivity';

const catalog = loadCatalog();
const { signal } = new AbortController();

function benchOf(input: AssessmentInput) {
  return createWorkbench({ input, catalog, asOf: catalog.asOf, seed: 1 });
}

const LITTLE: AssessmentInput = {
  name: 'Little said',
  workloads: [{ id: 'chat', kind: 'llm-serving', traffic: { requestsPerDay: 5000 } }],
};

const ALL_SAID: AssessmentInput = {
  name: 'All said',
  organisation: { industry: 'retail', regions: ['DE'] },
  constraints: { providers: ['aws'], regions: ['eu-north-1', 'eu-central-1'], selfHostOnly: true },
  workloads: [
    {
      id: 'chat',
      kind: 'llm-serving',
      model: { id: 'llama-3.1-8b' },
      precision: 'bf16',
      residency: ['EU'],
      dataClasses: ['internal'],
      traffic: {
        requestsPerDay: 5_000_000,
        peakFactor: 3,
        inputTokens: { p50: 900, p95: 2400 },
        outputTokens: { p50: 200, p95: 500 },
        cachedShare: 0,
        growthPerMonth: 0,
      },
      slo: { timeToFirstTokenMs: 1500, timePerOutputTokenMs: 60, availabilityPercent: 99.9 },
    },
  ],
};

async function sensitivity(input: AssessmentInput): Promise<WorkloadSensitivity | null> {
  const bench = benchOf(input);
  return sensitivityOf(bench, bench.workloads[0] as (typeof bench.workloads)[number], signal);
}

describe('sensitivityOf', () => {
  it('finds nothing to ask where everything was said', async () => {
    expect((await sensitivity(ALL_SAID))?.all).toEqual([]);
  });

  it('tells which answers lead to another recommendation, and the money between them', async () => {
    const { all, base } = (await sensitivity(LITTLE)) ?? { all: [], base: null };
    const residency = all.find((entry) => entry.variation.name === 'residency');
    expect(residency?.isDecisive).toBe(true);
    expect(residency?.outcomes.map((outcome) => outcome.name)).toEqual(['eu', 'us']);
    for (const entry of all) {
      const costs = entry.outcomes.flatMap(({ way }) => (way ? [way.costUsdPerMonth] : []));
      const known = [...costs, base?.costUsdPerMonth ?? 0];
      expect(entry.spread).toBeCloseTo(Math.max(...known) - Math.min(...known));
      expect(entry.isDecisive).toBe(entry.outcomes.some((outcome) => outcome.changes.length > 0));
    }
  });

  it('moves cost with more load: the high end of the peak never costs less', async () => {
    const { cachedShare: _left, peakFactor: _out, ...traffic } = ALL_SAID.workloads[0]?.traffic ?? {};
    const workloads = ALL_SAID.workloads.map((workload) => ({ ...workload, traffic }));
    const result = await sensitivity({ ...ALL_SAID, workloads });
    const peak = result?.all.find((entry) => entry.variation.name === 'peakFactor');
    const [low, high] = peak?.outcomes ?? [];
    expect(high?.way?.costUsdPerMonth ?? 0).toBeGreaterThan(low?.way?.costUsdPerMonth ?? Infinity);
  });
});

/** An API of which nobody knows where it processes, and nothing beside it. */
const ONLY_ONE_API: AssessmentInput = {
  name: 'Agent',
  constraints: { apiOnly: true },
  workloads: [
    {
      id: 'chat',
      kind: 'agentic',
      model: { apiId: 'anthropic/claude-haiku-4-5', class: 'medium' },
      traffic: { requestsPerDay: 9_000, inputTokens: { p50: 4_000, p95: 12_000 } },
    },
  ],
};

/** So that hardware is what answers change. */
const HOSTED: AssessmentInput = {
  ...LITTLE,
  constraints: { selfHostOnly: true },
  workloads: [{ id: 'chat', kind: 'llm-serving', traffic: { requestsPerDay: 300_000 } }],
};

/** The input with an open question answered as the variation supposes, as a person would write it. */
function answered(name: string, answer: string, end: number): AssessmentInput | null {
  const [workload] = HOSTED.workloads;
  if (!workload) return null;
  const traffic = workload.traffic ?? {};
  const withTraffic = (more: object): AssessmentInput => ({
    ...HOSTED,
    workloads: [{ ...workload, traffic: { ...traffic, ...more } }],
  });
  const withMore = (more: object): AssessmentInput => ({ ...HOSTED, workloads: [{ ...workload, ...more }] });
  switch (name) {
    case 'peakFactor':
      return withTraffic({ peakFactor: end });
    case 'cachedShare':
      return withTraffic({ cachedShare: end / 100 });
    case 'inputTokensP50':
      return withTraffic({ inputTokens: { p50: end } });
    case 'outputTokensP50':
      return withTraffic({ outputTokens: { p50: end } });
    case 'timeToFirstTokenMs':
    case 'timePerOutputTokenMs':
    case 'availabilityPercent':
      return withMore({ slo: { [name]: end } });
    case 'precision':
      return withMore({ precision: answer });
    case 'model':
      return withMore({ model: { class: answer } });
    case 'providers':
      return { ...HOSTED, constraints: { ...HOSTED.constraints, providers: [answer as 'aws'] } };
    default:
      return null;
  }
}

describe('what a question can change', () => {
  it('is what the answer changes when a person gives it', async () => {
    const { all = [] } = (await sensitivity(HOSTED)) ?? {};
    const compared: string[] = [];
    for (const { variation, outcomes, workload } of all) {
      const taken = workload.workload.values[variation.name as 'peakFactor'];
      for (const { name, way } of outcomes) {
        const end = (name === 'low' ? taken?.low : taken?.high) ?? 0;
        const input = answered(variation.name, name, end);
        if (input === null) continue;
        const bench = benchOf(input);
        const given = await recommendedWay(
          bench,
          bench.workloads[0] as (typeof bench.workloads)[number],
          signal,
        );
        expect([variation.name, name, given?.side, given?.option?.id]).toEqual([
          variation.name,
          name,
          way?.side,
          way?.option?.id,
        ]);
        expect(way?.costUsdPerMonth).toBeCloseTo(given?.costUsdPerMonth ?? NaN, 6);
        compared.push(`${variation.name} ${name}`);
      }
    }
    expect(compared.length).toBeGreaterThan(12);
  });
});

describe('the chatbot', () => {
  async function output(input: AssessmentInput): Promise<AgentOutput> {
    return chatbotAgent.analyse(benchOf(input), signal);
  }

  it('asks a decisive question first, and counts those that are left', async () => {
    const { questions, findings, summary, figures } = await output(LITTLE);
    expect(questions[0]?.why).toContain('can change the recommendation');
    expect(findings.find((entry) => entry.id === 'chatbot.first-question')?.statement).toContain(
      questions[0]?.question,
    );
    expect(summary).toContain('[[chatbot.decisive-questions]]');
    const count = figures.find((entry) => entry.id === 'chatbot.decisive-questions')?.value ?? 0;
    const decisive = questions.filter((entry) => entry.why.includes('It can change the recommendation'));
    expect(count).toBe(decisive.length);
    expect(count).toBeGreaterThan(0);
  });

  it('asks what only changes the size of the answer after what changes the answer', async () => {
    const { questions } = await output(LITTLE);
    const sized = questions.filter((entry) => entry.why.includes('not the recommendation'));
    expect(sized.length).toBeGreaterThan(0);
    const places = (wanted: string): number[] =>
      questions.flatMap((entry, place) => (entry.why.includes(wanted) ? [place] : []));
    const last = Math.max(...places('It can change the recommendation'));
    expect(Math.min(...places('not the recommendation'))).toBeGreaterThan(last);
  });

  it('says no money between answers that leave no way, and no nought where nothing changes', async () => {
    const { questions, figures } = await output(ONLY_ONE_API);
    const residency = questions.find(({ why }) => why.includes('no way is left'));
    expect(residency?.why).not.toContain('apart');
    const spread = figures.find(({ id }) => id === 'chatbot.chat.sensitivity.residency.spread');
    expect(spread?.value).toBeNull();
    expect(spread?.unknown).toContain('with none of these answers is a way left');
    expect(questions.some(({ why }) => why.includes('neither the recommendation nor its cost'))).toBe(true);
  });
});
