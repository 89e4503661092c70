import { type ApiHarness, startApi } from '../support/api-harness';

interface Answer {
  readonly options: ReadonlyArray<{
    readonly acceleratorId: string;
    readonly accelerators: number;
    readonly figures: Readonly<Record<string, string>>;
  }>;
  readonly infeasible: ReadonlyArray<{ readonly acceleratorId: string; readonly reason: string }>;
  readonly serving: { readonly curve: ReadonlyArray<{ readonly tokensPerSecond: string }> } | null;
  readonly training: { readonly sharding: readonly unknown[] } | null;
  readonly retrieval: { readonly indexes: readonly unknown[] } | null;
  readonly tiers: ReadonlyArray<{
    readonly tier: string;
    readonly figures: Readonly<Record<string, string>>;
  }>;
  readonly figures: ReadonlyArray<{
    readonly id: string;
    readonly value: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly inputs: readonly string[];
  }>;
}

const chat = {
  kind: 'rag',
  model: { id: 'llama-3.1-8b' },
  traffic: { requestsPerDay: 120_000, inputTokens: { p50: 900 }, outputTokens: { p50: 200 } },
  slo: { timeToFirstTokenMs: 1500, availabilityPercent: 99.9 },
  corpus: { documents: 40_000 },
};

describe('POST /v1/sizing/estimate', () => {
  let api: ApiHarness;

  beforeAll(async () => {
    api = await startApi('e2e-sizing');
  });
  afterAll(() => api?.close());

  const ask = (payload: object) =>
    api.fastify.inject({ method: 'POST', url: '/v1/sizing/estimate', payload });

  it('gives options with figures that resolve, fewest accelerators first, and the first in depth', async () => {
    const answer = await ask({ workload: chat, limit: 4 });

    expect(answer.statusCode).toBe(200);
    const { options, serving, retrieval, tiers, figures } = answer.json<Answer>();
    expect(options).toHaveLength(4);
    const counts = options.map((option) => option.accelerators);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    const known = new Map(figures.map((entry) => [entry.id, entry]));
    const replicas = known.get(options[0]?.figures.replicas ?? '');
    expect(replicas?.value).toBeGreaterThan(0);
    for (const point of serving?.curve ?? []) expect(known.has(point.tokensPerSecond)).toBe(true);
    expect(serving?.curve.length).toBeGreaterThan(3);
    expect(retrieval?.indexes).toHaveLength(5);
    expect(tiers.map((tier) => tier.tier)).toEqual(['api', 'database', 'cache']);
    const loose = figures
      .flatMap((entry) => entry.inputs)
      .filter((id) => !id.startsWith('input:') && !known.has(id));
    expect(loose).toEqual([]);
  });

  it('tries the accelerators that are named and says of each other one why it does not hold it', async () => {
    const answer = await ask({
      workload: { ...chat, model: { id: 'llama-3.1-405b' } },
      acceleratorIds: ['t4', 'h200-sxm-141gb', 'rtx-4090'],
    });
    const { options, infeasible } = answer.json<Answer>();
    expect(options.map((option) => option.acceleratorId)).toEqual(['h200-sxm-141gb']);
    expect(infeasible.map((entry) => entry.acceleratorId).sort()).toEqual(['rtx-4090', 't4']);
    for (const { reason } of infeasible) expect(reason.length).toBeGreaterThan(20);
  });

  it('sizes training, and a classic model without accelerators', async () => {
    const training = await ask({
      workload: {
        kind: 'fine-tuning',
        model: { id: 'llama-3.1-8b' },
        training: { tokens: 2e8, method: 'full' },
      },
    });
    expect(training.json<Answer>().training?.sharding).toHaveLength(4);
    const classic = await ask({ workload: { kind: 'classic-ml', traffic: { requestsPerDay: 5e6 } } });
    const { tiers, options, figures } = classic.json<Answer>();
    expect(options).toEqual([]);
    const cores = figures.find((entry) => entry.id === tiers[0]?.figures.cores);
    expect(cores?.value).toBeGreaterThan(0);
    expect(cores?.high).toBeGreaterThan(cores?.low ?? 0);
  });

  it('computes with what was measured, and names the answer', async () => {
    const of = async (compute: object): Promise<Answer['figures'][number] | undefined> => {
      const answer = await ask({
        workload: { kind: 'classic-ml', traffic: { requestsPerSecondPeak: 1000 }, compute },
      });
      const { tiers, figures } = answer.json<Answer>();
      return figures.find((entry) => entry.id === tiers[0]?.figures.cores);
    };
    const cores = await of({ processorMsPerRequest: 12 });
    expect(cores?.value).toBeCloseTo(20, 6);
    expect(cores?.inputs).toContain('input:/workload/compute/processorMsPerRequest');
    const held = async (kvPrecision: string): Promise<number> => {
      const answer = await ask({ workload: { ...chat, kvPrecision }, acceleratorIds: ['h100-sxm5-80gb'] });
      const { options, figures } = answer.json<Answer>();
      const id = options[0]?.figures['concurrency-by-memory'];
      return figures.find((entry) => entry.id === id)?.value ?? NaN;
    };
    expect(await held('fp8')).toBeGreaterThan(1.9 * (await held('fp16')));
  });

  it('points at the field of what was sent', async () => {
    const answer = await ask({ workload: { kind: 'llm-serving' } });
    expect(answer.json()).toMatchObject({
      code: 'sizing.not-sizable',
      errors: [{ pointer: '/workload/traffic/requestsPerDay' }],
    });
  });

  it.each([
    ['a cache of an odd format', { workload: { ...chat, kvPrecision: 'int3' } }, 400, 'request.invalid'],
    ['no workload', {}, 400, 'request.invalid'],
    [
      'a model that is not there',
      { workload: { ...chat, model: { id: 'llama-3.1-9b' } } },
      422,
      'sizing.not-sizable',
    ],
    [
      'an accelerator that is not there',
      { workload: chat, acceleratorIds: ['h100'] },
      422,
      'catalog.unknown-accelerator',
    ],
  ])('refuses %s', async (_what, payload, status, code) => {
    const answer = await ask(payload);
    expect(answer.json()).toMatchObject({ status, code });
  });
});
