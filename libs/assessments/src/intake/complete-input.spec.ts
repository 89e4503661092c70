import type { AssessmentInput, WorkloadInput } from '../assessment-input';
import { completeInput } from './complete-input';

function complete(workload: WorkloadInput, over: Partial<AssessmentInput> = {}) {
  const completed = completeInput({ name: 'A test', workloads: [workload], ...over });
  return { completed, values: completed.workloads[0]?.values ?? {} };
}

describe('completeInput', () => {
  it('assumes a peak factor with its range and carries the range to the peak', () => {
    const { completed, values } = complete({ kind: 'llm-serving', traffic: { requestsPerDay: 86_400 } });
    const factor = values.peakFactor;
    expect(factor).toMatchObject({
      id: 'assumption.w1.peakFactor',
      method: 'assumed',
      value: 4,
      low: 2,
      high: 8,
    });
    expect(values.requestsPerSecondPeak).toMatchObject({ value: 4, low: 2, high: 8, method: 'computed' });
    expect(values.requestsPerSecondPeak?.inputs).toEqual([
      'answer.w1.requestsPerDay',
      'assumption.w1.peakFactor',
    ]);
    const assumption = completed.assumptions.find((entry) => entry.id === 'assumption.w1.peakFactor');
    expect(assumption?.pointer).toBe('/workloads/0/traffic/peakFactor');
    expect(assumption?.value).toBe('[[assumption.w1.peakFactor]]');
    expect(completed.questions.map((entry) => entry.pointer)).toContain('/workloads/0/traffic/peakFactor');
  });

  it.each([
    // 1 + 36 x 0.1 = 4.6 times in three years.
    [{ kind: 'linear', perMonth: 0.1 }, 100 * (4.6 ** (1 / 36) - 1)],
    [{ kind: 'step', steps: [{ month: 6, factor: 3 }] }, 100 * (3 ** (1 / 36) - 1)],
    [{ kind: 'seasonal', perMonth: 0.02, factors: [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3] }, 2],
    [{ kind: 'actuals', monthly: [100, 110, 121, 133.1] }, 10],
  ] as const)('takes the mean growth of a stated model, and asks nothing about it: %j', (growth, percent) => {
    const { completed, values } = complete({ kind: 'llm-serving', traffic: { requestsPerDay: 1, growth } });
    expect(values.growthPerMonth?.value).toBeCloseTo(percent, 8);
    expect(values.growthPerMonth).toMatchObject({
      method: 'computed',
      inputs: ['input:/workloads/0/traffic/growth'],
    });
    expect(completed.questions.filter(({ pointer }) => pointer.endsWith('growthPerMonth'))).toEqual([]);
  });

  it('computes the peak factor where day and peak were both answered, and asks nothing about it', () => {
    const { completed, values } = complete({
      kind: 'llm-serving',
      traffic: { requestsPerDay: 86_400, requestsPerSecondPeak: 3 },
    });
    expect(values.peakFactor).toMatchObject({ value: 3, method: 'computed' });
    expect(completed.questions.map((entry) => entry.pointer)).not.toContain(
      '/workloads/0/traffic/peakFactor',
    );
  });

  it('computes requests a day from the peak alone, with the range turned round', () => {
    const { values } = complete({ kind: 'rag', traffic: { requestsPerSecondPeak: 4 } });
    expect(values.requestsPerDay).toMatchObject({ value: 86_400, low: 43_200, high: 172_800 });
  });

  it('keeps an answer as it was given and leads back to it', () => {
    const { completed, values } = complete({
      id: 'chat',
      kind: 'llm-serving',
      traffic: { requestsPerDay: 10, cachedShare: 0.07, inputTokens: { p50: 700, p95: 900 } },
    });
    expect(values.cachedShare).toMatchObject({
      id: 'answer.chat.cachedShare',
      value: 7,
      unit: '%',
      method: 'sourced',
    });
    expect(values.cachedShare?.inputs).toEqual(['input:/workloads/0/traffic/cachedShare']);
    expect(values.inputTokensP95).toMatchObject({ value: 900, method: 'sourced' });
    expect(completed.assumptions.map((entry) => entry.id)).not.toContain('assumption.chat.inputTokensP95');
  });

  it('derives an unknown 95th percentile from the median that was answered', () => {
    const { values } = complete({
      kind: 'agentic',
      traffic: { requestsPerDay: 1, outputTokens: { p50: 1000 } },
    });
    expect(values.outputTokensP95).toMatchObject({ value: 2500, low: 1500, high: 4000, method: 'assumed' });
    expect(values.outputTokensP95?.inputs).toEqual(['answer.w1.outputTokensP50']);
  });

  it('builds the prompt of a retrieval workload from its passages', () => {
    const { values } = complete({
      kind: 'rag',
      traffic: { requestsPerDay: 1 },
      corpus: { documents: 10, chunkTokens: 300, retrievedChunks: 4 },
    });
    expect(values.inputTokensP50).toMatchObject({ value: 1700, low: 1400, high: 2700, method: 'assumed' });
  });

  it('takes no number format for granted where APIs alone may be used', () => {
    const workload = { kind: 'llm-serving', traffic: { requestsPerDay: 10 } } as const;
    const assumed = (over: Partial<AssessmentInput>) =>
      complete(workload, over).completed.assumptions.map((entry) => entry.id);
    expect(assumed({})).toContain('assumption.w1.precision');
    expect(assumed({ constraints: { apiOnly: true } })).not.toContain('assumption.w1.precision');
  });

  it('promises no latency for work in passes, and assumes how often it runs', () => {
    const { values } = complete({
      kind: 'embedding',
      traffic: { batchItems: 1000, inputTokens: { p50: 400 } },
    });
    expect(values.timeToFirstTokenMs).toBeUndefined();
    expect(values.availabilityPercent).toBeUndefined();
    expect(values.passesPerMonth).toMatchObject({ value: 1, method: 'assumed' });
  });

  it('takes how often work in passes runs as it was said, and asks it no more', () => {
    const { values, completed } = complete({
      kind: 'embedding',
      traffic: { batchItems: 1000, passesPerMonth: 0.5, inputTokens: { p50: 400 } },
    });
    expect(values.passesPerMonth).toMatchObject({ value: 0.5, unit: '1/month', method: 'sourced' });
    expect(completed.questions.filter(({ question }) => question.includes('passes'))).toEqual([]);
  });

  it.each([
    ['fine-tuning', undefined, true],
    ['fine-tuning', 'qlora', true],
    ['fine-tuning', 'full', false],
    ['training', undefined, false],
    ['training', 'pretraining', false],
  ] as const)('knows of %s by %s whether it has adapters with a rank: %s', (kind, method, expected) => {
    const training = { tokens: 1e9, ...(method ? { method } : {}) };
    const { values, completed } = complete({ kind, training });
    expect(values.loraRank !== undefined).toBe(expected);
    expect(completed.assumptions.some(({ id }) => id.endsWith('.loraRank'))).toBe(expected);
    expect(completed.questions.some(({ id }) => id.endsWith('.loraRank'))).toBe(expected);
  });

  it('asks the most important questions first', () => {
    const { completed } = complete({ kind: 'rag', traffic: { requestsPerDay: 1 } });
    const ranks = completed.questions.map((entry) => ['must', 'should', 'could'].indexOf(entry.priority));
    expect(ranks).toEqual([...ranks].sort());
    expect(new Set(completed.questions.map((entry) => entry.id)).size).toBe(completed.questions.length);
  });

  it('asks nothing about what was answered', () => {
    const { completed } = complete(
      { kind: 'llm-serving', traffic: { requestsPerDay: 1 }, dataClasses: ['public'], residency: ['EU'] },
      { organisation: { regions: ['DE'], industry: 'retail' }, team: { practices: [] }, controls: [] },
    );
    const pointers = completed.questions.map((entry) => entry.pointer);
    expect(pointers).not.toContain('/organisation/regions');
    expect(pointers).not.toContain('/workloads/0/dataClasses');
    expect(pointers).not.toContain('/team/practices');
    expect(pointers).toContain('/constraints/budgetUsdPerMonth');
  });
});
