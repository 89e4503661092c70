import { AGENTS } from './agents';
import type { Evidence, Expectation, RunEvidence, StepEvidence } from './evidence';
import { ALL_COMPLETED } from './evidence';
import { afterStandstill, judge } from './judge';

const START = Date.parse('2026-01-01T10:00:00Z');
const at = (ms: number): Date => new Date(START + ms);

const RUN: RunEvidence = {
  _id: 'run-1',
  tenantId: 'local',
  assessmentId: 'assessment-1',
  state: 'completed',
  epoch: 1,
  createdAt: at(0),
  startedAt: at(10),
  endedAt: at(3_000),
  missingAgents: [],
  options: { budgetUsd: 1 },
  spending: { microUsd: 900_000 },
};

function aStep(agent: string, over: Partial<StepEvidence> = {}): StepEvidence {
  const attempt = { number: 1, startedAt: at(20), endedAt: at(2_000), outcome: 'succeeded' };
  return { runId: RUN._id, agent, status: 'succeeded', epoch: 1, attempts: [attempt], ...over };
}

const TOLD = {
  runId: RUN._id,
  tenantId: 'local',
  assessmentId: RUN.assessmentId,
  marker: 'w1',
  toldAt: START,
};

/** What a healthy world leaves behind, with one thing changed by hand. */
function evidence(over: Partial<Evidence> = {}): Evidence {
  return {
    told: [TOLD],
    unexpected: [],
    gaveUp: 0,
    runs: [RUN],
    steps: AGENTS.map((agent) => aStep(agent)),
    reports: new Map([[RUN._id, 1]]),
    streams: new Map([[RUN._id, ['7-1', '7-2', '7-3']]]),
    calls: AGENTS.map((agent) => ({ runId: RUN._id, agent, at: START + 1_000 })),
    breaches: [],
    ...over,
  };
}

/** The promises that are found broken. */
function broken(over: Partial<Evidence>, expected: Partial<Expectation> = {}): string[] {
  const found = judge(evidence(over), { ...ALL_COMPLETED, ...expected });
  return [...new Set(found.map(({ invariant }) => invariant))];
}

const without = (agent: string): StepEvidence[] => evidence().steps.filter((step) => step.agent !== agent);
const retried = (outcomes: readonly string[]): StepEvidence =>
  aStep('cto', {
    attempts: outcomes.map((outcome, index) => ({
      number: index + 1,
      startedAt: at(20),
      endedAt: at(2_000),
      outcome,
    })),
  });

describe('the checker of the drills', () => {
  it('finds nothing in a healthy world', () => {
    expect(judge(evidence(), ALL_COMPLETED)).toEqual([]);
  });

  it('finds a run that a client was told of and that is not there', () => {
    expect(broken({ runs: [], steps: [], calls: [] })).toEqual(['lost']);
  });

  it('finds a run that never ends', () => {
    expect(broken({ runs: [{ ...RUN, state: 'running' }] })).toContain('lost');
  });

  it('finds a run that ended otherwise than the drill allows', () => {
    expect(broken({ runs: [{ ...RUN, state: 'failed' }] })).toEqual(['state']);
    expect(broken({ runs: [{ ...RUN, state: 'failed' }] }, { states: ['failed'] })).toEqual([]);
  });

  it('finds a second run for one request, and one run for two', () => {
    const second = { ...RUN, _id: 'run-2', state: 'cancelled' };
    const streams = new Map([
      [RUN._id, ['7-1']],
      ['run-2', ['8-1']],
    ]);
    expect(broken({ runs: [RUN, second], streams }, { states: ['completed', 'cancelled'] })).toEqual([
      'repeated',
    ]);
    expect(broken({ told: [TOLD, TOLD] })).toEqual(['repeated']);
  });

  it('finds a second report', () => {
    expect(broken({ reports: new Map([[RUN._id, 2]]) })).toEqual(['repeated']);
  });

  it('finds a step that is missing or doubled', () => {
    expect(broken({ steps: without('cto') })).toEqual(['steps']);
    expect(broken({ steps: [...evidence().steps, aStep('cto')] })).toEqual(['steps']);
  });

  it.each([
    ['without success', ['failed']],
    ['with two successes', ['succeeded', 'succeeded']],
  ])('finds a step %s', (_name, outcomes) => {
    expect(broken({ steps: [...without('cto'), retried(outcomes)] })).toEqual(['steps']);
  });

  it('finds an attempt whose number is missing', () => {
    const skipped = aStep('cto', {
      attempts: [{ number: 2, startedAt: at(20), endedAt: at(2_000), outcome: 'succeeded' }],
    });
    expect(broken({ steps: [...without('cto'), skipped] })).toEqual(['steps']);
  });

  it('takes an agent for missing only where the run says so', () => {
    const failed = { ...retried(['failed']), status: 'failed' };
    const steps = [...without('cto'), failed];
    const partial = { ...RUN, state: 'partial', missingAgents: ['cto'] };
    expect(broken({ runs: [partial], steps, calls: [] }, { states: ['partial'] })).toEqual([]);
    expect(broken({ runs: [{ ...partial, missingAgents: [] }], steps }, { states: ['partial'] })).toEqual([
      'steps',
    ]);
  });

  it('finds a step that was written under a claim which the run does not have', () => {
    expect(broken({ steps: [...without('cto'), aStep('cto', { epoch: 2 })] })).toEqual(['epoch']);
  });

  it('finds a run that was taken up twice where nobody died', () => {
    expect(broken({ runs: [{ ...RUN, epoch: 2 }] })).toEqual([]);
    expect(broken({ runs: [{ ...RUN, epoch: 2 }] }, { undisturbed: true })).toEqual(['repeated']);
    const again = { steps: [...without('cto'), retried(['aborted', 'succeeded'])] };
    expect(broken(again)).toEqual([]);
    expect(broken(again, { undisturbed: true })).toEqual(['repeated']);
  });

  it.each([
    ['a gap', ['7-1', '7-3']],
    ['a repetition', ['7-1', '7-2', '7-2']],
    ['no beginning', ['7-2', '7-3']],
    ['two generations', ['7-1', '8-2']],
    ['no events at all', []],
  ])('finds a stream with %s', (_name, ids) => {
    expect(broken({ streams: new Map([[RUN._id, ids]]) })).toEqual(['stream']);
  });

  it('lets a stream be gone, but not have a gap, where Redis lost its data', () => {
    const gone = { streams: 'may-be-gone' as const };
    expect(broken({ streams: new Map([[RUN._id, []]]) }, gone)).toEqual([]);
    expect(broken({ streams: new Map([[RUN._id, ['7-2']]]) }, gone)).toEqual(['stream']);
  });

  it('finds what a follower should not have seen', () => {
    expect(broken({ breaches: [{ runId: RUN._id, detail: 'after event 4 came 6' }] })).toEqual(['stream']);
  });

  it('finds a model that is asked again for a result that is stored', () => {
    const asked = (ms: number) => [{ runId: RUN._id, agent: 'cto', at: START + 2_000 + ms }];
    expect(broken({ calls: asked(100) })).toEqual([]);
    expect(broken({ calls: asked(100) }, { lateCallsMs: 0 })).toEqual(['asked-again']);
    expect(broken({ calls: asked(2_100) })).toEqual(['asked-again']);
    expect(broken({ calls: asked(2_100) }, { lateCallsMs: 2_200 })).toEqual([]);
  });

  it('expects less of a machine that stood still, by as long as it did', () => {
    const calls = (ms: number) => ({
      runs: [{ ...RUN, epoch: 2 }],
      calls: [{ runId: RUN._id, agent: 'cto', at: START + 2_000 + ms }],
    });
    const expected = afterStandstill({ ...ALL_COMPLETED, undisturbed: true }, 3_000);
    expect(broken(calls(9_000), expected)).toEqual([]);
    expect(broken(calls(11_000), expected)).toEqual(['asked-again']);
    expect(broken({ steps: without('cto') }, expected)).toEqual(['steps']);
  });

  it('finds a run that cost more than its limit', () => {
    expect(broken({ runs: [{ ...RUN, spending: { microUsd: 1_000_001 } }] })).toEqual(['overspent']);
  });

  it('finds a call that begins after a cancel was acknowledged', () => {
    const told = [{ ...TOLD, cancelledAt: START + 500 }];
    const runs = [{ ...RUN, state: 'cancelled' }];
    const early = [{ runId: RUN._id, agent: 'cto', at: START + 400 }];
    const late = [{ runId: RUN._id, agent: 'cto', at: START + 1_900 }];
    const expected = { states: ['cancelled'] };
    expect(broken({ told, runs, calls: early }, expected)).toEqual([]);
    expect(broken({ told, runs, calls: late }, expected)).toEqual(['called-after-cancel']);
  });

  it('finds an answer that no client should get, and a client that was left alone', () => {
    expect(broken({ unexpected: [{ what: 'POST /v1/assessments', status: 500, body: '' }] })).toEqual([
      'unexpected-answer',
    ]);
    expect(broken({ gaveUp: 1 })).toEqual(['drill']);
  });
});
