import { newId } from '@app/kernel';
import type { EventsProcess } from '../../../test/support/events-process';
import { nextRedisMillisecond, startEventsProcess } from '../../../test/support/events-process';
import { parseEventId } from './event-position';
import type { RunEvent } from './run-event';

const progress = (done: number): RunEvent => ({
  type: 'run.progress',
  percent: done,
  step: 'agents',
  done,
  total: 1_000,
  at: '2026-01-01T00:00:00.000Z',
});
const sequences = (ids: readonly string[]) => ids.map((id) => parseEventId(id)?.sequence);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('RunEventLog', () => {
  let one: EventsProcess;
  let other: EventsProcess;

  beforeAll(async () => {
    [one, other] = await Promise.all([startEventsProcess('log-spec'), startEventsProcess('log-spec')]);
  });
  afterAll(async () => {
    await Promise.all([one.module.close(), other.module.close()]);
  });

  it('leaves no hole and no repeat between the ids of 200 parallel writers in two processes', async () => {
    const runId = newId();
    const appends = upTo(200).map((n) => (n % 2 ? one : other).log.append('t', runId, [progress(n)]));
    const ids = (await Promise.all(appends)).flat();

    expect(new Set(ids.map((id) => parseEventId(id)?.generation)).size).toBe(1);
    expect(sequences(ids).sort((a, b) => Number(a) - Number(b))).toEqual(upTo(200));
    const stored = await one.log.after('t', runId, null, 1_000);
    expect(sequences(stored.map(({ id }) => id))).toEqual(upTo(200));
    expect(new Set(stored.map(({ event }) => (event.type === 'run.progress' ? event.done : 0))).size).toBe(
      200,
    );
  });

  it('keeps the events of one call together and in order', async () => {
    const runId = newId();
    await Promise.all(
      upTo(20).map((n) => one.log.append('t', runId, [progress(n), progress(n + 100), progress(n + 200)])),
    );
    const stored = await one.log.after('t', runId, null, 1_000);
    const numbers = stored.map(({ event }) => (event.type === 'run.progress' ? event.done : 0));
    expect(numbers).toHaveLength(60);
    for (let index = 0; index < 60; index += 3) {
      const first = numbers[index] ?? 0;
      expect(numbers.slice(index, index + 3)).toEqual([first, first + 100, first + 200]);
    }
  });

  it('does not repeat a batch that is sent again', async () => {
    const runId = newId();
    const first = await one.log.append('t', runId, [progress(1), progress(2)], 'batch-1');
    await one.log.append('t', runId, [progress(3)]);
    expect(await other.log.append('t', runId, [progress(1), progress(2)], 'batch-1')).toEqual(first);
    expect(await one.log.after('t', runId, null, 10)).toHaveLength(3);
  });

  it('works after Redis has forgotten its scripts', async () => {
    const runId = newId();
    await one.log.append('t', runId, [progress(1)]);
    await one.redis.commands.script('FLUSH');
    expect(sequences(await one.log.append('t', runId, [progress(2)]))).toEqual([2]);
  });

  describe('appending to many runs', () => {
    const runs = () => upTo(50).map(() => newId());
    const batch = (runId: string, ...done: number[]) => ({
      tenantId: 't',
      runId,
      events: done.map(progress),
    });
    const numbers = async (runId: string) =>
      (await other.log.after('t', runId, null, 100)).map(({ event }) =>
        event.type === 'run.progress' ? event.done : 0,
      );

    it('teaches a Redis that has forgotten the script once, and keeps the order of each run', async () => {
      const ids = runs();
      await one.redis.commands.script('FLUSH');
      const trips = jest.spyOn(one.redis, 'use');
      const groups = [ids.map((id) => batch(id, 1)), ids.flatMap((id) => [batch(id, 2), batch(id, 3)])];
      for (const group of groups) {
        const outcomes = await one.log.appendAll(group);
        expect(outcomes.every(({ status }) => status === 'fulfilled')).toBe(true);
      }
      expect(trips).toHaveBeenCalledTimes(4);
      trips.mockRestore();
      for (const id of ids) expect(await numbers(id)).toEqual([1, 2, 3]);
    });

    it('says of each batch how it went', async () => {
      const [good = '', bad = '', last = ''] = runs();
      await one.redis.commands.set(one.log.key('t', bad), 'no stream');
      const group = [batch(good, 1), batch(bad, 2), batch(last, 3), batch(bad, 4), batch(good, 5)];
      const outcomes = await one.log.appendAll(group);
      const said = outcomes.map(({ status }) => status);
      expect(said).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
      expect([await numbers(good), await numbers(last)]).toEqual([[1, 5], [3]]);
    });

    it('does not repeat a batch that is sent again under its id by another process', async () => {
      const [runId = ''] = runs();
      const end = { ...batch(runId, 2), batchId: 'end' };
      await one.log.appendAll([batch(runId, 1), end]);
      await other.log.appendAll([end]);
      expect(await numbers(runId)).toEqual([1, 2]);
    });

    it('has nothing to say of nothing', async () => {
      const [runId = ''] = runs();
      expect(await one.log.appendAll([batch(runId)])).toEqual([{ status: 'fulfilled', value: undefined }]);
      expect(await one.log.exists('t', runId)).toBe(false);
    });
  });

  it('keeps the events for the configured time after the last one', async () => {
    const runId = newId();
    await one.log.append('t', runId, [progress(1)]);
    await one.redis.commands.pexpire(one.log.key('t', runId), 60_000);
    await one.log.append('t', runId, [progress(2)]);
    const left = await one.redis.commands.pttl(one.log.key('t', runId));
    expect(left).toBeGreaterThan(23 * 3_600_000);
    expect(left).toBeLessThanOrEqual(24 * 3_600_000);
  });

  it('bounds how many events are kept', async () => {
    const runId = newId();
    for (let page = 0; page < 7; page += 1) {
      await one.log.append('t', runId, upTo(1_000).map(progress));
    }
    const kept = await one.redis.commands.xlen(one.log.key('t', runId));
    expect(kept).toBeGreaterThanOrEqual(5_000);
    expect(kept).toBeLessThan(5_200);
    expect((await one.log.kept('t', runId))?.last.sequence).toBe(7_000);
  });

  it('starts a new, higher generation when Redis has lost the stream', async () => {
    const runId = newId();
    const [before = ''] = await one.log.append('t', runId, [progress(1)]);
    await one.redis.commands.del(one.log.key('t', runId));
    await nextRedisMillisecond(one);
    const [after = ''] = await one.log.append('t', runId, [progress(1)]);
    expect(parseEventId(after)?.sequence).toBe(1);
    expect(parseEventId(after)?.generation).toBeGreaterThan(parseEventId(before)?.generation ?? Infinity);
  });

  it('tells what is there', async () => {
    const runId = newId();
    expect(await one.log.exists('t', runId)).toBe(false);
    expect(await one.log.tailId('t', runId)).toBeNull();
    expect(await one.log.kept('t', runId)).toBeNull();
    expect(await one.log.append('t', runId, [])).toEqual([]);
    const ids = await one.log.append('t', runId, upTo(5).map(progress));
    expect(await one.log.exists('t', runId)).toBe(true);
    expect(await one.log.tailId('t', runId)).toBe(ids[4]);
    expect((await one.log.after('t', runId, ids[1] ?? null, 2)).map(({ id }) => id)).toEqual(ids.slice(2, 4));
  });

  it('keeps tenants apart', async () => {
    const runId = newId();
    await one.log.append('t', runId, [progress(1)]);
    expect(await one.log.exists('u', runId)).toBe(false);
  });
});
