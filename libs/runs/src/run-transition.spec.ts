import type { Run } from './run';
import { advanced, changesOf, toPhases } from './run-transition';

const second = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, n));

const RUNNING = {
  id: 'r',
  state: 'running',
  phases: [
    { name: 'queued', startedAt: second(0), endedAt: second(1) },
    { name: 'running', startedAt: second(1), endedAt: null },
  ],
  problems: [{ code: 'old', message: 'kept' }],
  missingAgents: [],
  startedAt: second(1),
  endedAt: null,
} as unknown as Run;

describe('advanced', () => {
  it('says what the record says after the write', () => {
    const run = advanced(RUNNING, {
      from: ['running'],
      to: 'synthesising',
      at: second(5),
      problems: [{ code: 'agent.failed', message: 'm' }],
      missingAgents: ['cto'],
    });
    const history = [
      { state: 'queued' as const, at: second(0) },
      { state: 'running' as const, at: second(1) },
      { state: 'pausing' as const, at: second(2) },
      { state: 'synthesising' as const, at: second(5) },
    ];
    expect(run.phases).toEqual(toPhases(history));
    expect(run.problems.map(({ code }) => code)).toEqual(['old', 'agent.failed']);
    expect(run).toMatchObject({ state: 'synthesising', missingAgents: ['cto'], startedAt: second(1) });
    expect(run.endedAt).toBeNull();
  });

  it('goes through the states on the way as the record does', () => {
    const change = {
      from: ['running' as const],
      passing: [{ state: 'synthesising' as const, at: second(5) }],
      to: 'reporting' as const,
      at: second(6),
    };
    const history = [
      { state: 'queued' as const, at: second(0) },
      { state: 'running' as const, at: second(1) },
      ...changesOf(change),
    ];
    const run = advanced(RUNNING, change);
    expect(run.state).toBe('reporting');
    expect(run.phases).toEqual(toPhases(history));
    expect(run.phases.at(-2)).toEqual({ name: 'synthesising', startedAt: second(5), endedAt: second(6) });
  });

  it('ends the last phase with the run, and begins none', () => {
    const run = advanced(RUNNING, { from: ['running'], to: 'failed', at: second(7) });
    expect(run.phases.map(({ endedAt }) => endedAt)).toEqual([second(1), second(7)]);
    expect(run.endedAt).toEqual(second(7));
    expect(RUNNING.phases[1]?.endedAt).toBeNull();
  });
});
