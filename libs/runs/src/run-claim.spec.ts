import type { Run } from './run';
import { RunClaim } from './run-claim';
import { FencedError, InterruptedError } from './run.errors';
import type { RunState } from './run-state';

function aClaim(answers: { state?: RunState | null; fails?: boolean } = {}) {
  let look: () => void = () => undefined;
  let listening = true;
  const job = new AbortController();
  const claim = new RunClaim({ tenantId: 't', id: 'r', epoch: 3 } as Run, {
    touch: () =>
      answers.fails
        ? Promise.reject(new Error('the database is away'))
        : Promise.resolve(answers.state ?? null),
    listen: (_runId, heard) => {
      look = heard;
      return () => (listening = false);
    },
    renewEveryMs: 3_600_000,
    lastSeen: new Date(0),
    jobSignal: job.signal,
  });
  return { claim, job, hear: () => look(), isListening: () => listening };
}

describe('RunClaim', () => {
  it('goes on while the run is its own', async () => {
    const { claim } = aClaim({ state: 'running' });
    await claim.look();
    expect(claim.signal.aborted).toBe(false);
    claim.close();
  });

  it('stops with a fence when the run went on without it', async () => {
    const { claim } = aClaim({ state: null });
    await claim.look();
    expect(claim.signal.reason).toBeInstanceOf(FencedError);
    claim.close();
  });

  it('stops for a pause', async () => {
    const { claim } = aClaim({ state: 'pausing' });
    await claim.look();
    expect(claim.signal.reason).toMatchObject({ why: 'pause' });
    claim.close();
  });

  it('stops when the worker lets the job go', () => {
    const { claim, job } = aClaim({ state: 'running' });
    job.abort('shutdown');
    expect(claim.signal.reason).toBeInstanceOf(InterruptedError);
    expect(claim.signal.reason).toMatchObject({ why: 'shutdown' });
    claim.close();
  });

  it('does not take a silent database for a lost run', async () => {
    const { claim } = aClaim({ fails: true });
    await claim.look();
    expect(claim.signal.aborted).toBe(false);
    claim.close();
  });

  it('looks when it hears of the run, and not after it is closed', () => {
    const { claim, isListening, hear } = aClaim({ state: 'running' });
    hear();
    expect(isListening()).toBe(true);
    claim.close();
    expect(isListening()).toBe(false);
  });
});
