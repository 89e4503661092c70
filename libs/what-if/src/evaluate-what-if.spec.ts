import { inPlaceTasks } from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { evaluateWhatIf } from './evaluate-what-if';
import type { WhatIfChange } from './what-if-change';
import type { WhatIfResult } from './what-if-result';

const catalog = loadCatalog();

function anInput(overrides: Partial<AssessmentInput> = {}): AssessmentInput {
  return {
    name: 'Support',
    organisation: { industry: 'retail', regions: ['DE'] },
    workloads: [
      {
        id: 'chat',
        kind: 'llm-serving',
        model: { id: 'llama-3.1-8b' },
        traffic: { requestsPerDay: 120_000, inputTokens: { p50: 900 }, outputTokens: { p50: 200 } },
        slo: { timeToFirstTokenMs: 1500, availabilityPercent: 99.9 },
        dataClasses: ['personal'],
        residency: ['EU'],
      },
    ],
    ...overrides,
  };
}

function ask(changes: readonly WhatIfChange[], input = anInput()): Promise<WhatIfResult> {
  const question = { input, changes, asOf: catalog.asOf, catalog, tasks: inPlaceTasks };
  return evaluateWhatIf(question, new AbortController().signal);
}

describe('evaluateWhatIf', () => {
  it('gives figures before and after, and their difference', async () => {
    const { workloads, figures } = await ask([{ traffic: { factor: 10 } }]);
    const { before, after, delta } = workloads[0]?.hosted ?? {};
    expect(after?.figures?.cost.value ?? 0).toBeGreaterThan(before?.figures?.cost.value ?? Infinity);
    expect(delta?.cost.value).toBeCloseTo(
      (after?.figures?.cost.value ?? 0) - (before?.figures?.cost.value ?? 0),
    );
    const known = new Set(figures.map((entry) => entry.id));
    expect(known.size).toBe(figures.length);
    expect([delta?.cost.id, after?.figures?.carbon.id].every((id) => known.has(id ?? ''))).toBe(true);
  });

  it.each([1.5, 4, 20])('never costs less for more traffic (x %d)', async (factor) => {
    const { workloads } = await ask([{ traffic: { factor } }]);
    expect(workloads[0]?.hosted.delta?.cost.value ?? -1).toBeGreaterThanOrEqual(0);
    expect(workloads[0]?.api.delta?.value ?? 1).toBeGreaterThan(0);
  });

  it('is all the same where nothing changes', async () => {
    const { workloads, compliance } = await ask([{ slo: { availabilityPercent: 99.9 } }]);
    const { delta } = workloads[0]?.hosted ?? {};
    expect([delta?.cost, delta?.latency, delta?.carbon, delta?.risk].map((entry) => entry?.value)).toEqual([
      0, 0, 0, 0,
    ]);
    expect(compliance.delta?.requirements.value).toBe(0);
  });

  it('reckons a place that breaks residency, and says that it does', async () => {
    const { workloads } = await ask([{ region: 'us-east-1' }]);
    expect(workloads[0]?.hosted.after.option?.region).toBe('us-east-1');
    expect(workloads[0]?.hosted.before.option?.region).not.toBe('us-east-1');
    expect(workloads[0]?.breaches).toEqual(['us-east-1 is outside the stated residency (EU).']);
  });

  it.each([
    [
      { acceleratorId: 'l4' },
      (option: { hardware: { acceleratorId: string } | null }) => option.hardware?.acceleratorId,
      'l4',
    ],
    [
      { precision: 'fp8' as const },
      (option: { hardware: { precision: string } | null }) => option.hardware?.precision,
      'fp8',
    ],
    [
      { purchase: 'commit-3y' as const },
      (option: { hardware: { purchase: string } | null }) => option.hardware?.purchase,
      'commit-3y',
    ],
    [{ provider: 'azure' }, (option: { provider: string }) => option.provider, 'azure'],
  ])('holds to what a change fixes: %j', async (change, read, wanted) => {
    const option = (await ask([change])).workloads[0]?.hosted.after.option;
    expect(option && read(option)).toBe(wanted);
  });

  it('says why nothing is left', async () => {
    const { workloads } = await ask([{ slo: { timePerOutputTokenMs: 0.01 } }]);
    const { option, reason, total, removals } = workloads[0]?.hosted.after ?? {};
    expect(option).toBeNull();
    expect(reason).toContain('no option is left');
    expect((removals ?? []).reduce((sum, entry) => sum + entry.options, 0)).toBe(total);
    expect(workloads[0]?.hosted.delta).toBeNull();
  });

  it.each([
    [{ region: 'eu-central-9' }, '/changes/0/region', 'eu-central-1'],
    [{ acceleratorId: 'h100' }, '/changes/0/acceleratorId', 'h100'],
    [{ model: { id: 'llama-3.1-8' } }, '/changes/0/model/id', 'llama-3.1-8b'],
    [{ workloadId: 'chatt', precision: 'fp8' as const }, '/changes/0/workloadId', 'chat'],
  ])('refuses what nobody lists and names the nearest: %j', async (change, pointer, nearest) => {
    await expect(ask([change])).rejects.toMatchObject({
      code: 'what-if.impossible-change',
      problems: [{ pointer, detail: expect.stringContaining(nearest) }],
    });
  });

  it.each([
    [{ traffic: { requestsPerDay: 0 } }, 'needs requests a day'],
    [{ traffic: { requestsPerDay: 1e12, requestsPerSecondPeak: 1 } }, 'below the mean'],
    [{ model: { id: 'bge-m3' } }, 'is a model for embedding'],
    [{ traffic: { inputTokens: { p50: 900, p95: 10 } } }, 'below the median'],
  ])('refuses changes that leave a contradiction: %j', async (change, why) => {
    await expect(ask([change])).rejects.toMatchObject({
      code: 'what-if.impossible-change',
      problems: [{ pointer: '/changes', detail: expect.stringContaining(why) }],
    });
  });

  it.each([
    [
      { region: 'eu-north-1', provider: 'gcp' },
      'the catalog lists no instance with eu-north-1, gcp together',
    ],
    [{ provider: 'lambda' }, 'EU only'],
    [{ region: 'us-east-1', provider: 'lambda', purchase: 'commit-3y' as const }, 'no price for this way'],
    [{ slo: { timePerOutputTokenMs: 0.01 } }, 'the promised time per output token is not kept'],
  ])('says what stands in the way, and calls nothing likely that cannot be had: %j', async (change, why) => {
    const [workload] = (await ask([change])).workloads;
    expect(workload?.hosted.after).toMatchObject({ option: null, reason: expect.stringContaining(why) });
    expect(workload?.likely.after).not.toBe('self-host');
  });

  it('multiplies by each factor, and lets a later number stand before an earlier one', async () => {
    const [one] = (await ask([{ traffic: { factor: 6 } }])).workloads;
    const [two] = (await ask([{ traffic: { factor: 2 } }, { traffic: { factor: 3 } }])).workloads;
    const numbers = [{ traffic: { requestsPerDay: 9 } }, { traffic: { requestsPerDay: 720_000 } }];
    const [three] = (await ask(numbers)).workloads;
    expect(two?.api.after.cost?.value).toBeCloseTo(one?.api.after.cost?.value ?? NaN);
    expect(three?.api.after.cost?.value).toBeCloseTo(one?.api.after.cost?.value ?? NaN);
  });

  it('refuses a change that says nothing, and a factor on no traffic', async () => {
    await expect(ask([{ workloadId: 'chat' }])).rejects.toMatchObject({
      problems: [{ pointer: '/changes/0' }],
    });
    const quiet = anInput({ workloads: [{ id: 'chat', kind: 'llm-serving' }] });
    await expect(ask([{ traffic: { factor: 2 } }], quiet)).rejects.toMatchObject({
      problems: [{ pointer: '/changes/0/traffic/factor' }],
    });
  });

  it('refuses an assessment that contradicts itself', async () => {
    const contradiction = anInput({ constraints: { selfHostOnly: true, apiOnly: true } });
    await expect(ask([{ precision: 'fp8' }], contradiction)).rejects.toMatchObject({
      code: 'what-if.not-assessable',
    });
  });
});
