import { LeasedRounds, type Round } from './leased-rounds';

describe('LeasedRounds', () => {
  /** Processes that share a Redis which knows SET with NX, and sets times. */
  function processes(work: (round: Round) => Promise<unknown>, warned: unknown[] = []) {
    const taken = new Set<string>();
    const leases: unknown[][] = [];
    const kept: unknown[][] = [];
    const commands = {
      set: (key: string, ...rest: unknown[]) => {
        leases.push(rest);
        const isFree = !taken.has(key);
        taken.add(key);
        return Promise.resolve(isFree ? 'OK' : null);
      },
      pexpire: (...lease: unknown[]) => Promise.resolve(kept.push(lease)),
    };
    const redis = {
      key: (name: string) => `ours:${name}`,
      use: (_what: string, ask: (given: never) => unknown) => Promise.resolve(ask(commands as never)),
    };
    const logger = { warn: (fields: unknown) => warned.push(fields) };
    const rounds = (name = 'sweeper') =>
      new LeasedRounds({ redis: redis as never, logger, name, everyMs: 1_000, work });
    return { rounds, leases, kept, next: () => taken.clear() };
  }

  it('are done by one process of all, under a lease that ends before the next one', async () => {
    let done = 0;
    const { rounds, leases, next } = processes(() => Promise.resolve((done += 1)));
    await Promise.all([rounds().turn(), rounds().turn(), rounds().turn()]);
    expect(done).toBe(1);
    expect(leases[0]).toEqual(['1', 'PX', 900, 'NX']);
    await rounds('other').turn();
    expect(done).toBe(2);
    next();
    await rounds().turn();
    expect(done).toBe(3);
  });

  it('keep their turn for work that takes longer and gets on', async () => {
    const { rounds, kept } = processes((round) => round.keepTurn());
    await rounds().turn();
    expect(kept).toEqual([['ours:sweeper', 900]]);
  });

  it('tell what went wrong, and go on', async () => {
    const warned: unknown[] = [];
    const { rounds } = processes(() => Promise.reject(new Error('storage away')), warned);
    await expect(rounds().turn()).resolves.toBeUndefined();
    expect(warned).toEqual([{ round: 'sweeper', reason: 'storage away' }]);
  });

  it('tell the work under way that it is to stop', async () => {
    const seen: boolean[] = [];
    const { rounds } = processes(() => Promise.resolve(seen.push(one.stopping.aborted)));
    const one: LeasedRounds = rounds();
    await one.turn();
    await one.onModuleDestroy();
    await rounds('other').turn();
    expect(seen).toEqual([false, true]);
  });
});
