import { newId } from '@app/kernel';
import { RunEventLog } from '@app/events';
import { SseClient } from '../../../test/support/sse-client';
import { progressEvent, stateEvent, StreamApp } from '../../../test/support/stream-app';
import { until } from '../../../test/support/until';

const SSE_CLIENTS = 'infra_mind_event_stream_clients{transport="sse"}';

describe('GET /v1/runs/{id}/events', () => {
  let api: StreamApp;

  beforeAll(async () => {
    api = await StreamApp.start('sse-spec', { EVENT_HEARTBEAT_MS: '100' });
  });
  afterAll(async () => {
    await api.app.close();
  });

  const aRun = (state: Parameters<typeof stateEvent>[0] = 'running'): string => {
    const runId = newId();
    api.runs.states.set(runId, state);
    return runId;
  };

  it('begins with a snapshot, goes on with every event, and ends after the final one', async () => {
    const runId = aRun();
    const [first = ''] = await api.append(runId, stateEvent('running'));
    const client = await SseClient.open(api.events(runId));
    expect(await client.next()).toEqual({
      id: first,
      event: 'snapshot',
      data: { id: runId, state: 'running' },
    });
    const ids = await api.append(runId, progressEvent(50), stateEvent('completed'));
    expect(await client.rest()).toEqual([
      { id: ids[0], event: 'run.progress', data: progressEvent(50) },
      { id: ids[1], event: 'run.state', data: stateEvent('completed') },
    ]);
    await until(async () => (await api.metric(SSE_CLIENTS)) === 0);
  });

  it('answers as an event stream that no proxy keeps or holds back', async () => {
    const client = await SseClient.open(api.events(aRun('completed')));
    expect(client.status).toBe(200);
    expect(client.header('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(client.header('cache-control')).toContain('no-cache');
    expect(client.header('x-accel-buffering')).toBe('no');
    await client.rest();
  });

  it.each(['header', 'query'])('replays what came after the last id, given in the %s', async (where) => {
    const runId = aRun();
    const ids = await api.append(runId, progressEvent(1), progressEvent(2), progressEvent(3));
    const last = ids[0] ?? '';
    const client =
      where === 'header'
        ? await SseClient.open(api.events(runId), { 'Last-Event-ID': last })
        : await SseClient.open(`${api.events(runId)}?lastEventId=${last}`);
    expect((await client.take(2)).map(({ id }) => id)).toEqual([ids[1], ids[2]]);
    const [live] = await api.append(runId, stateEvent('failed'));
    expect((await client.rest()).map(({ id }) => id)).toEqual([live]);
  });

  it('says resync and sends a snapshot when it cannot go on after the last id', async () => {
    const runId = aRun();
    const [id] = await api.append(runId, progressEvent(1));
    const client = await SseClient.open(api.events(runId), { 'Last-Event-ID': '1-1' });
    expect(await client.take(2)).toEqual([
      { id: null, event: 'resync', data: { reason: 'other-generation' } },
      { id, event: 'snapshot', data: { id: runId, state: 'running' } },
    ]);
    await api.append(runId, stateEvent('completed'));
    expect((await client.rest()).map(({ event }) => event)).toEqual(['run.state']);
  });

  it('resynchronises a client while it watches when Redis loses the events', async () => {
    const runId = aRun();
    await api.append(runId, progressEvent(1), progressEvent(2));
    const client = await SseClient.open(api.events(runId));
    await client.next();
    await until(async () => (await api.metric('infra_mind_event_subscriptions')) === 1);
    await api.loseEvents(runId);
    await api.append(runId, progressEvent(3), progressEvent(4), progressEvent(5));
    expect((await client.take(2)).map(({ event }) => event)).toEqual(['resync', 'snapshot']);
    await api.append(runId, stateEvent('completed'));
    expect((await client.rest()).at(-1)?.data).toEqual(stateEvent('completed'));
  });

  it('ends at once for a run that has ended', async () => {
    const runId = aRun('partial');
    const ids = await api.append(runId, progressEvent(90), stateEvent('partial'));
    const fresh = await SseClient.open(api.events(runId));
    expect(await fresh.rest()).toEqual([
      { id: ids[1], event: 'snapshot', data: { id: runId, state: 'partial' } },
    ]);
    const late = await SseClient.open(api.events(runId), { 'Last-Event-ID': ids[0] ?? '' });
    expect((await late.rest()).map(({ id }) => id)).toEqual([ids[1]]);
  });

  it('tells a client that has seen the end of a run not to come back', async () => {
    const runId = aRun('completed');
    const [, last = ''] = await api.append(runId, progressEvent(90), stateEvent('completed'));
    const client = await SseClient.open(api.events(runId), { 'Last-Event-ID': last });
    expect(client.status).toBe(204);
  });

  it('sends a snapshot at the end when the final event of an ended run is missing', async () => {
    const runId = aRun('failed');
    const ids = await api.append(runId, progressEvent(1), progressEvent(2));
    const client = await SseClient.open(api.events(runId), { 'Last-Event-ID': ids[0] ?? '' });
    expect((await client.rest()).map(({ id, event }) => [id, event])).toEqual([
      [ids[1], 'run.progress'],
      [ids[1], 'snapshot'],
    ]);
  });

  it('ends a stream by itself when a run has ended without a word', async () => {
    const runId = aRun();
    await api.append(runId, progressEvent(1));
    const client = await SseClient.open(api.events(runId));
    await client.next();
    api.runs.states.set(runId, 'cancelled');
    expect((await client.rest()).map(({ data }) => data)).toEqual([{ id: runId, state: 'cancelled' }]);
    // The look at the run comes after a while of silence, in which heartbeats flow.
    expect(client.comments).toBeGreaterThan(0);
  });

  it('goes on with a run that has no events yet', async () => {
    const runId = aRun('queued');
    const client = await SseClient.open(api.events(runId));
    expect(await client.next()).toEqual({ id: '', event: 'snapshot', data: { id: runId, state: 'queued' } });
    const ids = await api.append(runId, stateEvent('validating'), stateEvent('cancelled'));
    expect((await client.rest()).map(({ id }) => id)).toEqual(ids);
  });

  it('answers 404 as a problem, not as a stream, for an unknown run', async () => {
    const response = await fetch(api.events(newId()));
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'run.not-found', status: 404 });
  });

  it('answers HEAD without a stream', async () => {
    const response = await fetch(api.events(aRun()), { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
  });

  it('lets go of everything when the client goes away', async () => {
    const client = await SseClient.open(api.events(aRun()));
    await client.next();
    await until(async () => (await api.metric('infra_mind_event_subscriptions')) === 1);
    client.close();
    await until(async () => (await api.metric(SSE_CLIENTS)) === 0);
    await until(async () => (await api.metric('infra_mind_event_subscriptions')) === 0);
  });

  it('cuts off a client that leaves its socket full', async () => {
    const runId = aRun();
    const client = await SseClient.open(api.events(runId));
    await client.next();
    const long = { ...progressEvent(1), step: 'x'.repeat(100_000) };
    // Far more than the buffers of a socket on both sides hold.
    for (let page = 0; page < 40; page += 1)
      await api.append(runId, ...Array.from({ length: 10 }, () => long));
    await until(async () => (await api.metric(SSE_CLIENTS)) === 0);
    await expect(client.rest()).rejects.toThrow();
  });

  it('ends its streams when the process stops', async () => {
    const stopping = await StreamApp.start('sse-spec-stop');
    const runId = newId();
    stopping.runs.states.set(runId, 'running');
    const client = await SseClient.open(stopping.events(runId));
    await client.next();
    const rest = client.rest();
    await stopping.app.close();
    expect(await rest).toEqual([]);
  });

  it('misses nothing that happens between the reading of the id and of the run', async () => {
    const runId = aRun();
    const log = api.app.get(RunEventLog);
    const last = log.last.bind(log);
    jest.spyOn(log, 'last').mockImplementationOnce(async (tenantId, id) => {
      const tail = await last(tenantId, id);
      await api.append(runId, stateEvent('synthesising'));
      return tail;
    });
    const client = await SseClient.open(api.events(runId));
    expect((await client.take(2)).map(({ event }) => event)).toEqual(['snapshot', 'run.state']);
    client.close();
  });
});
