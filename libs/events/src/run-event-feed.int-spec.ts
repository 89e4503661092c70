import { newId } from '@app/kernel';
import { MetricsRegistry } from '@app/platform';
import type { EventsProcess } from '../../../test/support/events-process';
import { nextRedisMillisecond, startEventsProcess } from '../../../test/support/events-process';
import { testRedisUrl } from '../../../test/support/stores';
import { TcpProxy } from '../../../test/support/tcp-proxy';
import { until } from '../../../test/support/until';
import type { RunEvent } from './run-event';
import type { RunEventAnswer } from './run-event-feed';
import { StreamReader } from './stream-reader';

const PREFIX = 'feed-spec';
const progress = (done: number): RunEvent => ({
  type: 'run.progress',
  percent: done,
  step: 'agents',
  done,
  total: 1_000,
  at: '2026-01-01T00:00:00.000Z',
});
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const numberOf = (answer: RunEventAnswer) =>
  answer.kind === 'event' && answer.event.type === 'run.progress' ? answer.event.done : answer;

/** Reads answers until `count` came or a resync ended them. */
async function take(
  { feed }: EventsProcess,
  runId: string,
  afterId: string | null,
  count: number,
): Promise<RunEventAnswer[]> {
  const stop = new AbortController();
  const answers: RunEventAnswer[] = [];
  for await (const answer of feed.subscribe('t', runId, afterId, stop.signal)) {
    answers.push(answer);
    if (answers.length === count) stop.abort();
  }
  return answers;
}

const streamsRead = ({ module }: EventsProcess) => module.get(StreamReader).size;

describe('RunEventFeed', () => {
  let writer: EventsProcess;
  let reader: EventsProcess;

  beforeAll(async () => {
    [writer, reader] = await Promise.all([startEventsProcess(PREFIX), startEventsProcess(PREFIX)]);
  });
  afterAll(async () => {
    await Promise.all([writer.module.close(), reader.module.close()]);
  });

  const append = (runId: string, ...numbers: number[]) =>
    writer.log.append('t', runId, numbers.map(progress));

  it('feeds 200 subscribers of 20 runs through one connection, each in order', async () => {
    const runs = upTo(20).map(() => newId());
    const taken = runs.flatMap((runId) => upTo(10).map(() => take(reader, runId, null, 30)));
    await until(() => streamsRead(reader) === 20);
    await Promise.all(
      runs.map(async (runId) => {
        for (const n of upTo(30)) await append(runId, n);
      }),
    );

    for (const answers of await Promise.all(taken)) expect(answers.map(numberOf)).toEqual(upTo(30));
    expect(await readers(writer)).toBe(1);
    expect(streamsRead(reader)).toBe(0);
    expect(await reader.module.get(MetricsRegistry).expose()).toMatch(/^infra_mind_event_subscriptions 0$/m);
  });

  it('opens no reading connection in a process that only writes', async () => {
    const lone = await startEventsProcess('feed-spec-writer');
    await lone.log.append('t', newId(), [progress(1)]);
    expect(await readers(lone, 'feed-spec-writer')).toBe(0);
    await lone.module.close();
  });

  it('shows subscribers who come at any time, while events are written, every event once and in order', async () => {
    const runId = newId();
    const total = 400;
    const late: Promise<RunEventAnswer[]>[] = [];
    for (const n of upTo(total)) {
      await append(runId, n);
      if (n % 10 === 0) late.push(take(reader, runId, null, total));
    }
    const seen = await Promise.all(late);
    expect(seen).toHaveLength(40);
    for (const answers of seen) expect(answers.map(numberOf)).toEqual(upTo(total));
  });

  it('goes on after the id that was seen last', async () => {
    const runId = newId();
    const ids = await append(runId, 1, 2, 3, 4);
    const answers = take(reader, runId, ids[1] ?? null, 3);
    await until(() => streamsRead(reader) === 1);
    await append(runId, 5);
    expect((await answers).map(numberOf)).toEqual([3, 4, 5]);
  });

  it('wakes the reader for a stream that it does not read yet', async () => {
    const watched = await startEventsProcess('feed-spec-wake');
    const woken = () => watched.redis.commands.keys('feed-spec-wake:events-wake:*');
    const first = take(watched, newId(), null, 1);
    await until(() => streamsRead(watched) === 1);
    expect(await woken()).toEqual([]);
    const second = take(watched, newId(), null, 1);
    await until(async () => (await woken()).length === 1);
    await watched.module.close();
    expect(await Promise.all([first, second])).toEqual([[], []]);
  });

  it('replays more than a page', async () => {
    const runId = newId();
    await append(runId, ...upTo(1_234));
    expect((await take(reader, runId, null, 1_234)).map(numberOf)).toEqual(upTo(1_234));
  });

  it('asks for a resync when it cannot go on from an id', async () => {
    const runId = newId();
    const ids = await append(runId, ...upTo(10));
    const [generation = ''] = (ids[0] ?? '').split('-');
    await writer.redis.commands.xtrim(writer.log.key('t', runId), 'MAXLEN', 4);
    const reasonAfter = async (id: string | null, run = runId) => (await take(reader, run, id, 1))[0];

    expect(await reasonAfter('nonsense')).toEqual({ kind: 'resync', reason: 'unknown-id' });
    expect(await reasonAfter(`${generation}-99`)).toEqual({ kind: 'resync', reason: 'ahead' });
    expect(await reasonAfter(`${generation}-5`)).toEqual({ kind: 'resync', reason: 'too-old' });
    expect(await reasonAfter(null)).toEqual({ kind: 'resync', reason: 'too-old' });
    expect(await reasonAfter(`${Number(generation) - 1}-10`)).toEqual({
      kind: 'resync',
      reason: 'other-generation',
    });
    expect(await reasonAfter(`${generation}-3`, newId())).toEqual({ kind: 'resync', reason: 'expired' });
    expect(numberOf((await take(reader, runId, `${generation}-6`, 1))[0] as RunEventAnswer)).toBe(7);
  });

  it('asks a live subscriber for a resync when Redis loses the stream', async () => {
    const runId = newId();
    await append(runId, 1, 2);
    const answers = take(reader, runId, null, 99);
    await until(() => streamsRead(reader) === 1);
    await writer.redis.commands.del(writer.log.key('t', runId));
    await nextRedisMillisecond(writer);
    // Sequence 3 of a new stream: neither its generation nor its number follows what was seen.
    await append(runId, 7, 8, 9);
    expect((await answers).at(-1)).toEqual({ kind: 'resync', reason: 'gap' });
    expect(streamsRead(reader)).toBe(0);
  });

  it('cuts off a subscriber that does not read, and nobody else', async () => {
    const runId = newId();
    const stop = new AbortController();
    await append(runId, 1);
    const stuck = reader.feed.subscribe('t', runId, null, stop.signal);
    expect(numberOf((await stuck.next()).value as RunEventAnswer)).toBe(1);
    const brisk = take(reader, runId, null, 2_001);
    for (const page of upTo(20)) await append(runId, ...upTo(100).map((n) => 1 + (page - 1) * 100 + n));

    expect((await brisk).map(numberOf)).toEqual(upTo(2_001));
    expect(streamsRead(reader)).toBe(0);
    const rest: RunEventAnswer[] = [];
    for await (const answer of stuck) rest.push(answer);
    expect(rest).toEqual([{ kind: 'resync', reason: 'slow-client' }]);
  });

  it('ends the subscriptions and the reader when the process stops', async () => {
    const stopping = await startEventsProcess('feed-spec-stop');
    const answers = take(stopping, newId(), null, 1);
    await until(async () => (await readers(writer, 'feed-spec-stop')) === 1);
    await stopping.module.close();
    expect(await answers).toEqual([]);
    await until(async () => (await readers(writer, 'feed-spec-stop')) === 0);
  });

  it('goes on without a hole after Redis was away', async () => {
    const proxy = new TcpProxy(new URL(testRedisUrl()));
    await proxy.open();
    const cutOff = await startEventsProcess(PREFIX, proxy.url);
    const runId = newId();
    await append(runId, 1, 2);
    const seen: unknown[] = [];
    const stop = new AbortController();
    const reading = (async () => {
      for await (const answer of cutOff.feed.subscribe('t', runId, null, stop.signal))
        seen.push(numberOf(answer));
    })();
    await until(() => seen.length === 2);
    await proxy.shut();
    await append(runId, 3, 4);
    await proxy.open();
    await until(() => seen.length === 4);
    await append(runId, 5);
    await until(() => seen.length === 5);
    stop.abort();
    await reading;
    expect(seen).toEqual(upTo(5));
    await cutOff.module.close();
    await proxy.shut();
  });

  it('says that Redis is unavailable when the past cannot be read', async () => {
    const proxy = new TcpProxy(new URL(testRedisUrl()));
    await proxy.open();
    const cutOff = await startEventsProcess(PREFIX, proxy.url);
    await proxy.shut();
    await expect(take(cutOff, newId(), null, 1)).rejects.toMatchObject({ code: 'redis.unavailable' });
    await proxy.open();
    await until(async () => (await cutOff.redis.ping().catch(() => 'away')) === undefined);
    expect(await take(cutOff, newId(), 'nonsense', 1)).toHaveLength(1);
    await cutOff.module.close();
    await proxy.shut();
  });
});

/** Connections to Redis that read events under a prefix. */
async function readers({ redis }: EventsProcess, prefix = PREFIX): Promise<number> {
  const clients = String(await redis.commands.client('LIST'));
  return clients.split('\n').filter((line) => line.includes(` name=${prefix}:event-reader `)).length;
}
