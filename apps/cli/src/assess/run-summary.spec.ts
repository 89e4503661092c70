import { runViewSchema } from '../api/run-view';
import { LineCounter, parseDocument } from 'yaml';
import type { InputFile } from '../input/input-file';
import { PointerMap } from '../input/pointer-map';
import { Paint } from '../terminal/paint';
import { exitCodeFor } from './assess.command';
import { summarise } from './run-summary';

const RUN = {
  id: '01RUN',
  assessmentName: 'Support assistant',
  state: 'completed',
  agents: [
    { agent: 'cto', status: 'succeeded', attempts: 1 },
    { agent: 'mlops', status: 'succeeded', attempts: 1 },
  ],
  timing: { wallMs: 3400, agentSpanMs: 12_100, speedUp: 3.56 },
};

function aRecommendation(rank: number, title: string, severity = 'high') {
  return { rank, key: `k${rank}`, title, severity, implementation: { effort: 'weeks' }, agents: [] };
}

describe('summarise', () => {
  it('says how it went, what to do first and where the reports are', () => {
    const outcome = {
      run: runViewSchema.parse(RUN),
      recommendations: [aRecommendation(2, 'Second', 'low'), aRecommendation(1, 'First')],
      files: ['out/report.md', 'out/report.html'],
    };
    expect(summarise(outcome, new Paint(false), 80)).toEqual([
      'Support assistant: completed in 3.4 s',
      '2 of 2 agents finished; their work took 12.1 s in all, speed-up 3.6 (work / wall time)',
      '',
      'What to do first',
      '  1. high, weeks  First',
      '  2. low, weeks   Second',
      '',
      'Reports',
      '  out/report.md',
      '  out/report.html',
    ]);
  });

  it('prints the figures of a title in their place', () => {
    const cited = {
      ...aRecommendation(1, 'Host it on [[sizing.w1.replicas]] machines'),
      headline: 'Host it on 3 machines',
    };
    const outcome = { run: runViewSchema.parse(RUN), recommendations: [cited], files: [] };
    expect(summarise(outcome, new Paint(false), 80)).toContain('  1. high, weeks  Host it on 3 machines');
  });

  it('says what language models cost, where any was asked', () => {
    const spending = { calls: 14, tokens: 32_110, usd: 0.012345, limitUsd: 1 };
    const linesOf = (given: object) =>
      summarise(
        { run: runViewSchema.parse({ ...RUN, ...given }), recommendations: [], files: [] },
        new Paint(false),
        80,
      );
    expect(linesOf({ spending })[2]).toBe(
      'Language models: 14 calls, 32,110 tokens, USD 0.0123 of at most 1',
    );
    expect(linesOf({ spending: { ...spending, calls: 0 } })).toEqual(linesOf({}));
  });

  it.each([
    ['said nothing', [null, undefined], undefined],
    ['all', ['worded', 'worded'], 'Worded by a model: 2 of 2'],
    [
      'none',
      ['llm.unusable-answer', 'llm.unusable-answer'],
      'Worded by a model: 0 of 2; llm.unusable-answer x2, the computed text stands',
    ],
    [
      'some',
      ['narration.too-slow', 'worded', 'llm.unavailable', null, 'narration.too-slow'],
      'Worded by a model: 1 of 4; llm.unavailable x1, narration.too-slow x2, the computed text stands',
    ],
  ])('says how many results a model worded, and why not the others: %s', (_how, wordings, line) => {
    const agents = wordings.map((wording) => ({ agent: 'cto', status: 'succeeded', attempts: 1, wording }));
    const run = runViewSchema.parse({ ...RUN, agents });
    const lines = summarise({ run, recommendations: [], files: [] }, new Paint(false), 80);
    expect(lines[1]).toContain('agents finished');
    expect(lines[2]).toBe(line);
  });

  it('claims no speed-up where the work was shorter than the run', () => {
    const run = runViewSchema.parse({ ...RUN, timing: { wallMs: 90, agentSpanMs: 34, speedUp: 0.38 } });
    const [, agents] = summarise({ run, recommendations: [], files: [] }, new Paint(false), 80);
    expect(agents).toBe('2 of 2 agents finished; their work took 34 ms in all');
  });

  it('shows control characters of a name, a problem and a title instead of obeying them', () => {
    const problems = [{ code: 'x', message: 'a\u001b[2Jb\n  1. forged', agent: 'ct\u0007o' }];
    const run = runViewSchema.parse({ ...RUN, assessmentName: 'x\u001b]0;owned\u0007', problems });
    const recommendations = [aRecommendation(1, 'Buy\r\u202eless')];
    const lines = summarise({ run, recommendations, files: [] }, new Paint(false), 80);
    expect(lines).toEqual(
      expect.arrayContaining([
        'x␛]0;owned␇: completed in 3.4 s',
        '  × Ct␇o: a␛[2Jb   1. forged',
        '  1. high, weeks  Buy �less',
      ]),
    );
  });

  it('names who is missing and why, and how to go on', () => {
    const run = runViewSchema.parse({
      ...RUN,
      state: 'partial',
      agents: [
        { agent: 'cto', status: 'succeeded', attempts: 1 },
        { agent: 'mlops', status: 'failed', attempts: 3 },
        { agent: 'research', status: 'failed', attempts: 3 },
      ],
      problems: [{ code: 'agent.timed-out', message: 'gave no result within 120 s', agent: 'mlops' }],
      missingAgents: ['mlops', 'research'],
    });
    const lines = summarise({ run, recommendations: [], files: [] }, new Paint(false), 80);
    expect(lines).toEqual(
      expect.arrayContaining([
        '1 of 3 agents finished; their work took 12.1 s in all, speed-up 3.6 (work / wall time)',
        '  × MLOps: gave no result within 120 s',
        '  × Missing: Research',
        expect.stringContaining('/v1/runs/01RUN/retry'),
      ]),
    );
  });

  it('shows the line of what is wrong with the input', () => {
    const lines = new LineCounter();
    const text = 'name: x\nworkloads:\n  - model: { id: lama }\n';
    const pointers = new PointerMap(parseDocument(text, { lineCounter: lines }), lines);
    const file: InputFile = { path: 'in.yaml', text, contentType: 'application/yaml', pointers };
    const problems = [{ code: 'x', message: 'there is no model lama', pointer: '/workloads/0/model/id' }];
    const run = runViewSchema.parse({ ...RUN, state: 'failed', problems });
    expect(summarise({ run, recommendations: [], files: [], file }, new Paint(false), 80)).toContain(
      '  × in.yaml:3:14 (/workloads/0/model/id): there is no model lama',
    );
  });

  it('breaks a long recommendation between words', () => {
    const recommendations = [aRecommendation(1, 'Confirm the prices that are old before deciding on cost')];
    const lines = summarise(
      { run: runViewSchema.parse(RUN), recommendations, files: [] },
      new Paint(false),
      57,
    );
    expect(lines.slice(-2)).toEqual([
      '  1. high, weeks  Confirm the prices that are old before',
      '                  deciding on cost',
    ]);
  });

  it('shows five recommendations and counts the rest', () => {
    const recommendations = Array.from({ length: 8 }, (_, index) =>
      aRecommendation(index + 1, `Do ${index + 1}`),
    );
    const lines = summarise(
      { run: runViewSchema.parse(RUN), recommendations, files: [] },
      new Paint(false),
      80,
    );
    expect(lines.filter((line) => line.includes('Do '))).toHaveLength(5);
    expect(lines.at(-1)).toBe('     and 3 more recommendations in the report');
  });
});

describe('exitCodeFor', () => {
  it.each([
    ['completed', 0],
    ['partial', 3],
    ['failed', 1],
    ['cancelled', 1],
  ])('is, for a run that is %s, %i', (state, code) => {
    expect(exitCodeFor({ state, problems: [] })).toBe(code);
  });

  it('is 2 for a run that failed for what is wrong with its input, and only for that', () => {
    const wrong = { code: 'input.unknown-model', message: 'x', pointer: '/workloads/0/model/id' };
    expect(exitCodeFor({ state: 'failed', problems: [wrong] })).toBe(2);
    expect(exitCodeFor({ state: 'failed', problems: [wrong, { code: 'x', message: 'x' }] })).toBe(1);
  });
});
