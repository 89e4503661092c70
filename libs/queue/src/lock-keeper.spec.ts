import { LockKeeper, type RenewLocks } from './lock-keeper';

describe('LockKeeper', () => {
  const keepers: LockKeeper[] = [];
  const lost: string[] = [];
  const troubles: unknown[] = [];

  afterEach(() => {
    for (const keeper of keepers.splice(0)) keeper.stop();
    lost.length = 0;
    troubles.length = 0;
  });

  /** Renews every millisecond; `answers` says how each renewal ends, the last of them for all that follow. */
  function aKeeper(...answers: RenewLocks[]) {
    const asked: string[] = [];
    let reached: () => void = () => undefined;
    let wanted = 0;
    const keeper = new LockKeeper({
      everyMs: 1,
      renew: (ids, tokens) => {
        asked.push(ids.map((id, index) => `${id} ${tokens[index] ?? ''}`).join(', '));
        if (asked.length === wanted) reached();
        return (answers[asked.length - 1] ?? answers.at(-1) ?? nothingLost)(ids, tokens);
      },
      onLost: (id) => lost.push(id),
      onTrouble: (error) => troubles.push(error),
    });
    keepers.push(keeper);
    const renewed = (times: number) => {
      wanted = times;
      return new Promise<void>((resolve) => (reached = resolve));
    };
    return { keeper, asked, renewed };
  }
  const nothingLost: RenewLocks = () => Promise.resolve([]);

  it('renews all locks in hand at once, each under its token, and none that was released', async () => {
    const { keeper, asked, renewed } = aKeeper(nothingLost);
    for (const id of ['a', 'b', 'c']) keeper.hold(id, `token-${id}`);
    keeper.release('b');
    await renewed(2);
    expect(asked).toEqual(['a token-a, c token-c', 'a token-a, c token-c']);
  });

  it('goes on after a renewal that failed', async () => {
    const away = new Error('away');
    const { keeper, asked, renewed } = aKeeper(() => Promise.reject(away), nothingLost);
    keeper.hold('a', 'token');
    await renewed(3);
    expect({ asked, troubles, lost }).toEqual({
      asked: Array(3).fill('a token'),
      troubles: [away],
      lost: [],
    });
  });

  it('says once that a lock is lost and keeps the others', async () => {
    const { keeper, asked, renewed } = aKeeper(() => Promise.resolve(['a']), nothingLost);
    keeper.hold('a', 'token-a');
    keeper.hold('b', 'token-b');
    await renewed(3);
    expect(lost).toEqual(['a']);
    expect(asked).toEqual(['a token-a, b token-b', 'b token-b', 'b token-b']);
  });

  it('keeps a job that was taken anew while its old lock was found lost', async () => {
    const taken: { anew: () => void } = { anew: () => undefined };
    const { keeper, asked, renewed } = aKeeper((ids) => {
      taken.anew();
      return Promise.resolve(ids);
    }, nothingLost);
    taken.anew = () => keeper.hold('a', 'new');
    keeper.hold('a', 'old');
    await renewed(2);
    expect({ asked, lost }).toEqual({ asked: ['a old', 'a new'], lost: [] });
  });

  it('renews nothing once it is stopped', async () => {
    let answer: (lost: string[]) => void = () => undefined;
    const { keeper, asked, renewed } = aKeeper(() => new Promise((resolve) => (answer = resolve)));
    keeper.hold('a', 'token');
    await renewed(1);
    keeper.stop();
    answer([]);
    keeper.hold('b', 'token');
    const other = aKeeper(nothingLost);
    other.keeper.hold('c', 'token');
    await other.renewed(3);
    expect(asked).toEqual(['a token']);
  });
});
