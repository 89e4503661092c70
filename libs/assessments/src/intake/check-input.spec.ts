import type { AssessmentInput, WorkloadInput } from '../assessment-input';
import { checkInput } from './check-input';

function anInput(
  workload: Partial<WorkloadInput> = {},
  over: Partial<AssessmentInput> = {},
): AssessmentInput {
  return {
    name: 'A test',
    workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 86_400 }, ...workload }],
    ...over,
  };
}

function pointersOf(input: AssessmentInput): string[] {
  return checkInput(input).map((problem) => problem.pointer);
}

describe('checkInput', () => {
  it('asks machines of today to name a workload that there is', () => {
    const serving = (workloadId: string) =>
      checkInput(anInput({ id: 'support-chat' }, { currentInfrastructure: [{ count: 1, workloadId }] }));
    expect(serving('support-chat')).toEqual([]);
    expect(serving('suport-chat')).toMatchObject([
      {
        code: 'input.unknown-id',
        pointer: '/currentInfrastructure/0/workloadId',
        message: expect.stringContaining('nearest: support-chat'),
      },
    ]);
    expect(checkInput(anInput({}, { currentInfrastructure: [{ count: 1, workloadId: 'w1' }] }))).toEqual([]);
  });

  it('finds nothing wrong with a name and a workload with some traffic', () => {
    expect(checkInput(anInput())).toEqual([]);
  });

  it.each([
    ['no traffic', { traffic: {} }, '/workloads/0/traffic/requestsPerDay'],
    ['a batch without items', { kind: 'batch-inference', traffic: {} }, '/workloads/0/traffic/batchItems'],
    ['training without tokens', { kind: 'fine-tuning', traffic: undefined }, '/workloads/0/training/tokens'],
    [
      'a 95th percentile below the median',
      { traffic: { requestsPerDay: 1, inputTokens: { p50: 10, p95: 9 } } },
      '/workloads/0/traffic/inputTokens/p95',
    ],
    [
      'a peak below the mean',
      { traffic: { requestsPerDay: 86_400, requestsPerSecondPeak: 0.5 } },
      '/workloads/0/traffic/requestsPerSecondPeak',
    ],
    [
      'a peak of nothing over a mean of something',
      { traffic: { requestsPerDay: 86_400, requestsPerSecondPeak: 0 } },
      '/workloads/0/traffic/requestsPerSecondPeak',
    ],
    [
      'three statements of one ratio that disagree',
      { traffic: { requestsPerDay: 86_400, requestsPerSecondPeak: 4, peakFactor: 2 } },
      '/workloads/0/traffic/peakFactor',
    ],
    [
      'a last token before the first',
      { slo: { timeToFirstTokenMs: 500, endToEndMs: 400 } },
      '/workloads/0/slo/endToEndMs',
    ],
    [
      'chunks that overlap wholly',
      { corpus: { documents: 1, chunkTokens: 64, chunkOverlapTokens: 64 } },
      '/workloads/0/corpus/chunkOverlapTokens',
    ],
    ['an unknown model', { model: { id: 'lama-3.1-70b' } }, '/workloads/0/model/id'],
    ['an embedding model that is to chat', { model: { id: 'bge-m3' } }, '/workloads/0/model/id'],
  ] as ReadonlyArray<readonly [string, Partial<WorkloadInput>, string]>)(
    'refuses %s',
    (_case, workload, pointer) => {
      expect(pointersOf(anInput(workload))).toEqual([pointer]);
    },
  );

  it('refuses limits that exclude each other', () => {
    expect(pointersOf(anInput({}, { constraints: { selfHostOnly: true, apiOnly: true } }))).toEqual([
      '/constraints/apiOnly',
    ]);
    expect(
      pointersOf(anInput({ model: { apiId: 'openai/gpt-5-mini' } }, { constraints: { selfHostOnly: true } })),
    ).toEqual(['/workloads/0/model/apiId']);
  });

  it('refuses a residency outside all allowed regions, and leaves unlisted regions unjudged', () => {
    const regions = (...names: string[]) =>
      anInput({ residency: ['EU'] }, { constraints: { regions: names } });
    expect(pointersOf(regions('us-east-1', 'eastus'))).toEqual(['/workloads/0/residency']);
    expect(pointersOf(regions('us-east-1', 'eu-central-1'))).toEqual([]);
    expect(pointersOf(regions('DE'))).toEqual([]);
    expect(pointersOf(regions('our own hall'))).toEqual([]);
  });

  it('names the nearest ids of what the catalog does not list', () => {
    const [problem] = checkInput(anInput({}, { controls: [{ id: 'auditLoging', status: 'absent' }] }));
    expect(problem).toMatchObject({ code: 'input.unknown-id', pointer: '/controls/0' });
    expect(problem?.message).toContain('auditLogging');
  });

  it('refuses two ids of one control, and a trigger that is declared and denied', () => {
    const twice = [
      { id: 'encryptionAtRest', status: 'implemented' as const },
      { id: 'encryption-at-rest', status: 'no' as const },
    ];
    expect(pointersOf(anInput({}, { controls: twice }))).toEqual(['/controls/1/id']);
    const both = { declarations: ['phi'], denials: ['high_risk_ai', 'phi'] };
    expect(pointersOf(anInput({}, both))).toEqual(['/denials/1']);
    expect(pointersOf(anInput({}, { denials: ['high_risk_iA'] }))).toEqual(['/denials/0']);
  });

  it('refuses a control that is described twice and evidence that ends before it begins', () => {
    const evidence = [{ artefact: 'a', effectiveDate: '2026-02-01', expiryDate: '2026-01-01' }];
    const controls = [
      { id: 'mfa', status: 'implemented', evidence },
      { id: 'mfa', status: 'absent' },
    ] as const;
    expect(pointersOf(anInput({}, { controls }))).toEqual([
      '/controls/0/evidence/0/expiryDate',
      '/controls/1/id',
    ]);
  });

  it('names each cell of recorded requests that cannot be read', () => {
    const traceCsv = ['seconds,input_tokens,output_tokens', '0,800,90', 'soon,800,0'].join('\n');
    const traffic = { requestsPerDay: 1_000, traceCsv };
    const problems = checkInput(anInput({ traffic }));
    expect(problems.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['input.unreadable-trace', '/workloads/0/traffic/traceCsv'],
      ['input.unreadable-trace', '/workloads/0/traffic/traceCsv'],
    ]);
    expect(problems[0]?.message).toContain('/rows/1/seconds');
  });
});
