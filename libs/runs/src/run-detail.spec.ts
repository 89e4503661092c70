import { AGENT_IDS } from '@app/agents';
import type { AgentStepSummary, StepStatus } from './run';
import type { RunDetail } from './run-detail';
import { detailOf, progressOf, timingOf } from './run-detail';

const second = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, n));

function aStep(index: number, status: StepStatus, over: Partial<AgentStepSummary> = {}): AgentStepSummary {
  return {
    runId: 'r',
    tenantId: 't',
    agent: AGENT_IDS[index] ?? 'cto',
    status,
    epoch: 1,
    basis: 'test',
    carriedFrom: null,
    attempts: [
      {
        number: 1,
        startedAt: second(0),
        endedAt: second(4),
        outcome: 'succeeded',
        error: null,
        backoffMs: 0,
      },
    ],
    ...over,
  };
}

function aRun(over: Partial<RunDetail> = {}): RunDetail {
  return {
    id: 'r',
    tenantId: 't',
    assessmentId: 'a',
    assessmentVersion: 1,
    assessmentName: 'n',
    state: 'completed',
    epoch: 1,
    correlationId: 'c',
    options: {
      quorum: 8,
      asOf: '2026-01-01',
      seed: 1,
      agentTimeoutMs: 1,
      agentAttempts: 1,
      agentTokenBudget: 0,
      budgetUsd: 1,
      narration: 'off',
    },
    phases: [],
    problems: [],
    missingAgents: [],
    spending: { calls: 0, tokens: {}, microUsd: 0 },
    retryOf: null,
    createdAt: second(0),
    startedAt: second(0),
    endedAt: second(5),
    steps: AGENT_IDS.map((_agent, index) => aStep(index, 'succeeded')),
    ...over,
  };
}

describe('detailOf', () => {
  const steps = [aStep(0, 'succeeded'), aStep(1, 'failed'), aStep(2, 'running'), aStep(3, 'pending')];
  const statuses = (state: RunDetail['state']) =>
    detailOf(aRun({ state }), steps).steps.map(({ status }) => status);

  it('has nobody at work on a run that is paused, whoever died on the way there, or that is over', () => {
    expect(statuses('running')).toEqual(['succeeded', 'failed', 'running', 'pending']);
    expect(statuses('paused')).toEqual(['succeeded', 'failed', 'pending', 'pending']);
    expect(statuses('cancelled')).toEqual(['succeeded', 'failed', 'stopped', 'stopped']);
  });
});

describe('timingOf', () => {
  it('measures the gain of running agents in parallel', () => {
    expect(timingOf(aRun())).toEqual({ wallMs: 5_000, agentSpanMs: 44_000, speedUp: 8.8 });
  });

  it('does not count agents that an earlier run finished', () => {
    const steps = AGENT_IDS.map((_agent, index) =>
      aStep(index, 'succeeded', { carriedFrom: index < 10 ? 'old' : null }),
    );
    expect(timingOf(aRun({ steps })).agentSpanMs).toBe(4_000);
  });

  it('says nothing of a run that has not ended', () => {
    expect(timingOf(aRun({ endedAt: null }))).toMatchObject({ wallMs: null, speedUp: null });
  });
});

describe('progressOf', () => {
  it('reaches 100 only with a result', () => {
    expect(progressOf(aRun()).percent).toBe(100);
    expect(progressOf(aRun({ state: 'partial' })).percent).toBe(100);
    for (const state of ['failed', 'cancelled', 'reporting', 'running'] as const) {
      expect(progressOf(aRun({ state })).percent).toBeLessThan(100);
    }
  });

  it('names the agents that are at work', () => {
    const steps = AGENT_IDS.map((_agent, index) => aStep(index, index === 5 ? 'running' : 'succeeded'));
    expect(progressOf(aRun({ state: 'running', endedAt: null, steps }))).toEqual({
      percent: 77,
      step: 'analysing: compliance',
    });
  });
});
