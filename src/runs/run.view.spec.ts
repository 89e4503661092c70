import type { AgentStepSummary, RunDetail, StepAttempt } from '@app/runs';
import { RUN_FIELDS, RUN_SUMMARY_FIELDS, toAgentView, toRunSummaryView, toRunView } from './run.view';
import { toTimelineView } from './run-timeline.view';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, seconds));

function anAttempt(given: Partial<StepAttempt> = {}): StepAttempt {
  return {
    number: 1,
    startedAt: at(1),
    endedAt: at(3),
    outcome: 'succeeded',
    error: null,
    backoffMs: 0,
    ...given,
  };
}

function aStep(given: Partial<AgentStepSummary> = {}): AgentStepSummary {
  const ids = { runId: 'r', tenantId: 't' };
  return {
    ...ids,
    agent: 'cto',
    status: 'succeeded',
    epoch: 1,
    basis: 'test',
    attempts: [anAttempt()],
    carriedFrom: null,
    ...given,
  };
}

function aRun(given: Partial<RunDetail> = {}): RunDetail {
  return {
    id: 'r',
    tenantId: 't',
    assessmentId: 'a',
    assessmentVersion: 2,
    assessmentName: 'Support',
    state: 'running',
    epoch: 3,
    correlationId: 'c',
    options: {
      quorum: 8,
      asOf: '2026-11-20',
      seed: 1,
      agentTimeoutMs: 1,
      agentAttempts: 1,
      agentTokenBudget: 0,
      budgetUsd: 1,
      narration: 'off',
    },
    phases: [{ name: 'running', startedAt: at(0), endedAt: null }],
    problems: [{ code: 'x', message: 'y', pointer: '/z' }],
    missingAgents: [],
    spending: { calls: 0, tokens: {}, microUsd: 0 },
    retryOf: null,
    createdAt: at(0),
    startedAt: at(0),
    endedAt: null,
    steps: [aStep()],
    ...given,
  };
}

describe('the view of a run', () => {
  it('has the fields that can be asked for, and no other', () => {
    expect(Object.keys(toRunView(aRun())).sort()).toEqual([...RUN_FIELDS].sort());
    expect(Object.keys(toRunSummaryView(aRun())).sort()).toEqual([...RUN_SUMMARY_FIELDS].sort());
  });

  it('keeps what untouched runs have in common apart from what a run used', () => {
    const footprintOf = (given: Partial<RunDetail>) => toRunView(aRun(given)).footprint;
    const untouched = footprintOf({ state: 'queued' });
    const measured = footprintOf({ usage: { cpuMs: 36_000, country: null } });
    const asked = footprintOf({ spending: { calls: 1, tokens: { cto: 10 }, microUsd: 5 } });
    expect(untouched.processorTime).toMatchObject({ value: null, unknown: 'nobody measured it' });
    expect(untouched.modelEnergy.value).toBe(0);
    expect(measured.processorTime.value).toBe(36_000);
    expect(asked.processorTime.value).toBeNull();
    expect(asked.modelEnergy).toMatchObject({ value: null, unknown: expect.stringContaining('token') });
    expect(footprintOf({ state: 'running' })).toEqual(untouched);
  });

  it('names what can be done with it in its state', () => {
    expect(Object.keys(toRunView(aRun()).links)).toEqual(expect.arrayContaining(['cancel', 'pause']));
    expect(Object.keys(toRunView(aRun({ state: 'partial' })).links)).toContain('retry');
    expect(Object.keys(toRunView(aRun({ state: 'partial' })).links)).not.toContain('cancel');
  });

  it('lists agents in the order of the house', () => {
    const steps = [aStep({ agent: 'report' }), aStep({ agent: 'mlops' }), aStep({ agent: 'cto' })];

    expect(toRunView(aRun({ steps })).agents.map(({ agent }) => agent)).toEqual(['cto', 'mlops', 'report']);
  });

  it('adds up the attempts of an agent and says why the last one failed', () => {
    const failed = { outcome: 'failed', error: 'no luck' } as const;
    const attempts = [
      anAttempt(failed),
      anAttempt({ ...failed, number: 2, startedAt: at(5), endedAt: at(9) }),
    ];

    expect(toAgentView(aStep({ status: 'failed', attempts }))).toEqual({
      agent: 'cto',
      status: 'failed',
      attempts: 2,
      startedAt: at(1).toISOString(),
      endedAt: at(9).toISOString(),
      durationMs: 6_000,
      error: 'no luck',
      carriedFrom: null,
      wording: null,
    });
  });

  it.each([
    ['worded', { by: {}, summary: 'said a model' }],
    ['llm.unusable-answer', { missing: { code: 'llm.unusable-answer', message: 'said a model' } }],
    [null, undefined],
  ])('says how the wording of a result went: %s', (wording, narrative) => {
    const view = toAgentView(aStep({ output: narrative && { narrative } }));

    expect(view.wording).toBe(wording);
    expect(JSON.stringify(view)).not.toContain('said a model');
  });

  it('leaves open what is not over', () => {
    const running = toAgentView(
      aStep({ status: 'running', attempts: [anAttempt({ endedAt: null, outcome: null })] }),
    );

    expect(running).toMatchObject({ endedAt: null, durationMs: null });
    expect(toAgentView(aStep({ status: 'pending', attempts: [] }))).toMatchObject({
      startedAt: null,
      attempts: 0,
    });
  });
});

describe('the timeline of a run', () => {
  it('has phases, attempts and the waits between them, by start', () => {
    const second = anAttempt({ number: 2, startedAt: at(5), endedAt: null, outcome: null, backoffMs: 1_500 });
    const attempts = [anAttempt({ outcome: 'timed-out', error: 'too slow' }), second];

    expect(toTimelineView(aRun({ steps: [aStep({ attempts })] })).entries).toEqual([
      { kind: 'phase', name: 'running', startedAt: at(0).toISOString(), endedAt: null, durationMs: null },
      {
        kind: 'attempt',
        name: 'cto',
        attempt: 1,
        startedAt: at(1).toISOString(),
        endedAt: at(3).toISOString(),
        durationMs: 2_000,
        outcome: 'timed-out',
        error: 'too slow',
      },
      {
        kind: 'wait',
        name: 'cto',
        startedAt: at(3).toISOString(),
        endedAt: at(5).toISOString(),
        durationMs: 2_000,
      },
      {
        kind: 'attempt',
        name: 'cto',
        attempt: 2,
        startedAt: at(5).toISOString(),
        endedAt: null,
        durationMs: null,
      },
    ]);
  });
});
