import { GroupCommit } from './group-commit';
import type { GroupOptions, Outcome } from './group-commit';

const ok = (value: string): Outcome<string> => ({ status: 'fulfilled', value });
const bad = (reason: unknown): Outcome<string> => ({ status: 'rejected', reason });

/** A commit that notes its groups and answers when it is let go. */
function aCommit(
  answer: (item: string) => Outcome<string> = (item) => ok(item.toUpperCase()),
  options: GroupOptions = {},
) {
  const groups: (readonly string[])[] = [];
  const release: (() => void)[] = [];
  const commits = new GroupCommit<string, string>(async (items) => {
    groups.push(items);
    await new Promise<void>((resolve) => release.push(resolve));
    return items.map(answer);
  }, options);
  const until = async (count: number) => {
    while (groups.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  return { commits, groups, until, release: () => release.shift()?.() };
}

describe('GroupCommit', () => {
  it('makes one piece of what comes in one turn, in its order, and answers each', async () => {
    const { commits, groups, until, release } = aCommit();
    const answers = Promise.all(['a', 'b', 'c'].map((item) => commits.add(item)));
    await until(1);
    release();
    expect(await answers).toEqual(['A', 'B', 'C']);
    expect(groups).toEqual([['a', 'b', 'c']]);
  });

  it('gathers what comes while a piece is under way into the next one', async () => {
    const { commits, groups, until, release } = aCommit();
    const first = commits.add('a');
    await until(1);
    const later = Promise.all([commits.add('b'), commits.add('c')]);
    expect(groups).toEqual([['a']]);
    release();
    await first;
    await until(2);
    release();
    expect(await later).toEqual(['B', 'C']);
    expect(groups).toEqual([['a'], ['b', 'c']]);
  });

  it('lets an unordered group go while another is under way', async () => {
    const { commits, groups, until, release } = aCommit(undefined, { isUnordered: true });
    const first = commits.add('a');
    await until(1);
    const later = Promise.all([commits.add('b'), commits.add('c')]);
    await until(2);
    expect(groups).toEqual([['a'], ['b', 'c']]);
    release();
    expect(await first).toBe('A');
    release();
    expect(await later).toEqual(['B', 'C']);
  });

  it('leaves those alone whose company failed', async () => {
    const { commits, until, release } = aCommit((item) =>
      item === 'b' ? bad(new Error('fenced')) : ok(item),
    );
    const answers = Promise.allSettled(['a', 'b', 'c'].map((item) => commits.add(item)));
    await until(1);
    release();
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails all of a piece that failed as a whole, and goes on with the next', async () => {
    let isAway = true;
    const commits = new GroupCommit<string, string>((items) =>
      isAway ? Promise.reject(new Error('the store is away')) : Promise.resolve(items.map(ok)),
    );
    const answers = await Promise.allSettled([commits.add('a'), commits.add('b')]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isAway = false;
    expect(await commits.add('c')).toBe('c');
  });

  it('takes no more at once than one command should hold, and loses none', async () => {
    const sizes: number[] = [];
    const commits = new GroupCommit<string, string>((items) => {
      sizes.push(items.length);
      return Promise.resolve(items.map(ok));
    });
    const items = Array.from({ length: 1_201 }, (_, n) => `${n}`);
    expect(await Promise.all(items.map((item) => commits.add(item)))).toEqual(items);
    expect(sizes).toEqual([500, 500, 201]);
  });
});

describe('GroupCommit that lingers', () => {
  const forEver = { lingerMs: 3_600_000 };

  it('gathers over many turns until somebody is in a hurry, and keeps the order', async () => {
    const groups: (readonly string[])[] = [];
    const commits = new GroupCommit<string, string>((items) => {
      groups.push(items);
      return Promise.resolve(items.map(ok));
    }, forEver);
    const answers = [commits.add('a')];
    await new Promise((resolve) => setImmediate(resolve));
    answers.push(commits.add('b'));
    expect(groups).toEqual([]);
    commits.hurry();
    expect(await Promise.all(answers)).toEqual(['a', 'b']);
    expect(groups).toEqual([['a', 'b']]);
  });

  it('does not let what came while a piece was under way linger when somebody is in a hurry', async () => {
    const gates: (() => void)[] = [];
    const commits = new GroupCommit<string, string>(async (items) => {
      await new Promise<void>((resolve) => gates.push(resolve));
      return items.map(ok);
    }, forEver);
    const first = commits.add('a');
    commits.hurry();
    while (gates.length < 1) await new Promise((resolve) => setImmediate(resolve));
    const second = commits.add('b');
    commits.hurry();
    gates[0]?.();
    await first;
    while (gates.length < 2) await new Promise((resolve) => setImmediate(resolve));
    gates[1]?.();
    expect(await second).toBe('b');
  });

  it('goes out by itself after its time', async () => {
    const commits = new GroupCommit<string, string>((items) => Promise.resolve(items.map(ok)), {
      lingerMs: 1,
    });
    expect(await commits.add('a')).toBe('a');
    expect(await commits.add('b')).toBe('b');
  });
});
