import type { ConstraintsInput, WorkloadInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { createWorkbench } from '../create-workbench';
import { infrastructureAgent } from '../infrastructure/infrastructure.agent';
import { platformOf } from './price-platform';

const catalog = loadCatalog();
const HOSTED: ConstraintsInput = { selfHostOnly: true, providers: ['aws'], regions: ['us-east-1'] };
const MONTH = 365 / 12;

function benchOf(...workloads: WorkloadInput[]) {
  const input = { name: 'x', workloads, constraints: HOSTED };
  return createWorkbench({ input, asOf: '2026-11-20', seed: 1, catalog });
}

function traffic(...workloads: WorkloadInput[]) {
  const bench = benchOf(...workloads);
  const platform = platformOf(bench);
  const amount = (role: string) => platform?.parts.find((part) => part.role === role)?.figures[0];
  return { bench, platform, egress: amount('egress'), logs: amount('logs') };
}

const chat: WorkloadInput = {
  id: 'chat',
  kind: 'llm-serving',
  model: { id: 'llama-3.1-8b' },
  traffic: {
    requestsPerDay: 20_000,
    inputTokens: { p50: 2_000, p95: 4_000 },
    outputTokens: { p50: 500, p95: 900 },
  },
};
const tags: WorkloadInput = {
  id: 'tags',
  kind: 'batch-inference',
  model: { id: 'llama-3.1-8b' },
  traffic: {
    batchItems: 100_000,
    passesPerMonth: 30,
    inputTokens: { p50: 1_000, p95: 1_000 },
    outputTokens: { p50: 50, p95: 50 },
  },
};

describe('the traffic of the platform', () => {
  it('of a served workload is what its network is sized for, by the mean length of an answer', async () => {
    const { bench, egress } = traffic(chat);
    await infrastructureAgent.analyse(bench, new AbortController().signal);
    const sized = bench.figures.get('sizing.chat.site.outgoing-month');
    // Mean of the log-normal by hand: sigma = ln(900 / 500) / 1.645 = 0.35732, 500 x exp(sigma^2 / 2) = 532.96.
    expect(sized?.value).toBeCloseTo((20_000 * MONTH * 532.956 * 120) / 1e9, 3);
    expect(egress).toMatchObject({ value: sized?.value, low: sized?.low, high: sized?.high });
    expect(egress?.inputs).toEqual([sized?.id]);
  });

  it('counts what a nightly pass writes: results that may be fetched, and a line for each item', () => {
    const { platform, egress, logs } = traffic(tags);
    expect(egress?.value).toBeCloseTo((100_000 * 30 * 50 * 4) / 1e9, 12);
    expect(egress?.low).toBe(0);
    expect(logs?.value).toBeCloseTo((100_000 * 30 * 200) / 1e9, 12);
    const taken = platform?.taken ?? [];
    expect(taken.map(({ figure }) => figure.id)).toContain('assumption.planning.item-log-bytes');
    expect(taken.map(({ figure }) => figure.id)).not.toContain('assumption.planning.log-bytes');
  });

  it('adds served and nightly work up, and asks each question once', () => {
    const both = traffic(chat, tags);
    const [alone, nightly] = [traffic(chat), traffic(tags)];
    for (const name of ['egress', 'logs'] as const)
      expect(both[name]?.value).toBeCloseTo((alone[name]?.value ?? 0) + (nightly[name]?.value ?? 0), 9);
    const asked = (both.platform?.taken ?? []).flatMap(({ question }) => question?.question ?? []);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('counts vectors of texts, and the weights and steps of trainings', () => {
    const vectors = traffic({
      id: 'vectors',
      kind: 'embedding',
      model: { id: 'bge-m3' },
      traffic: { batchItems: 1_000_000, passesPerMonth: 1, inputTokens: { p50: 400, p95: 400 } },
      corpus: { documents: 1_000_000, tokensPerDocument: 400, chunkTokens: 512, dimensions: 1_024 },
    });
    expect(vectors.egress?.value).toBeCloseTo((1_000_000 * 1_024 * 4) / 1e9, 9);
    const tuned = traffic({
      id: 'tuned',
      kind: 'fine-tuning',
      model: { id: 'llama-3.1-8b' },
      training: {
        tokens: 40_960_000,
        method: 'lora',
        epochs: 2,
        sequenceLength: 4_096,
        loraRank: 16,
        runsPerMonth: 3,
      },
    });
    expect(tuned.logs?.value).toBeCloseTo((10_000 * 2 * 3 * 200) / 1e9, 12);
    // Rank 16 on the linear layers of an 8B model: 42 million parameters of two bytes, three times a month.
    expect(tuned.egress?.value).toBeCloseTo((3 * 41_943_040 * 2) / 1e9, 3);
  });
});
