import { Logger } from '@nestjs/common';
import { newId } from '@app/kernel';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { SocketClient } from '../../../test/support/socket-client';
import { progressEvent, stateEvent, StreamApp } from '../../../test/support/stream-app';
import { until } from '../../../test/support/until';
import { SUBSCRIPTIONS_PER_SOCKET } from './run-socket';

const SOCKETS = 'infra_mind_event_stream_clients{transport="websocket"}';
const SUBSCRIPTIONS = 'infra_mind_event_subscriptions';

describe('WebSocket /v1/events', () => {
  let api: StreamApp;
  let url: string;
  let client: SocketClient;

  beforeAll(async () => {
    api = await StreamApp.start('ws-spec');
    url = `ws://${api.host}/v1/events`;
  });
  afterAll(async () => {
    await api.app.close();
  });
  beforeEach(async () => {
    client = await SocketClient.open(url);
  });
  afterEach(async () => {
    await client.close();
    await until(async () => (await api.metric(SOCKETS)) === 0 && (await api.metric(SUBSCRIPTIONS)) === 0);
  });

  const aRun = (state: Parameters<typeof stateEvent>[0] = 'running'): string => {
    const runId = newId();
    api.runs.states.set(runId, state);
    return runId;
  };
  const snapshot = (runId: string, id: string | null, state = 'running') => ({
    runId,
    kind: 'snapshot',
    id,
    data: { id: runId, state },
  });
  const end = (runId: string) => ({ runId, kind: 'end', id: null, data: { reason: 'run-ended' } });

  it('sends a snapshot, every event and the end of each run that is subscribed to', async () => {
    const [one, two] = [aRun(), aRun()];
    client.send({ subscribe: one });
    expect(await client.take(1)).toEqual([snapshot(one, null)]);
    client.send({ subscribe: two });
    expect(await client.take(1)).toEqual([snapshot(two, null)]);

    const ids = await api.append(one, progressEvent(50), stateEvent('completed'));
    expect(await client.take(3)).toEqual([
      { runId: one, kind: 'event', id: ids[0], data: progressEvent(50) },
      { runId: one, kind: 'event', id: ids[1], data: stateEvent('completed') },
      end(one),
    ]);
    const [other] = await api.append(two, progressEvent(10));
    expect(await client.take(1)).toEqual([{ runId: two, kind: 'event', id: other, data: progressEvent(10) }]);
  });

  it('goes on after the last id', async () => {
    const runId = aRun();
    const ids = await api.append(runId, progressEvent(1), progressEvent(2));
    client.send({ subscribe: runId, lastEventId: ids[0] });
    expect((await client.take(1)).map(({ id }) => id)).toEqual([ids[1]]);
  });

  it('says resync and sends a snapshot when it cannot', async () => {
    const runId = aRun();
    const [id] = await api.append(runId, progressEvent(1));
    client.send({ subscribe: runId, lastEventId: '12-34' });
    expect(await client.take(2)).toEqual([
      { runId, kind: 'resync', id: null, data: { reason: 'other-generation' } },
      snapshot(runId, id ?? null),
    ]);
  });

  it('says at once that a run has ended whose last event the client has seen', async () => {
    const runId = aRun('completed');
    const [lastEventId] = await api.append(runId, stateEvent('completed'));
    client.send({ subscribe: runId, lastEventId });
    expect(await client.take(1)).toEqual([end(runId)]);
  });

  it('stops sending after an unsubscribe, and starts again when asked to', async () => {
    const runId = aRun();
    client.send({ subscribe: runId });
    await client.take(1);
    client.send({ unsubscribe: runId });
    await until(async () => (await api.metric(SUBSCRIPTIONS)) === 0);
    const [id] = await api.append(runId, progressEvent(1));
    client.send({ subscribe: runId });
    expect(await client.take(1)).toEqual([snapshot(runId, id ?? null)]);
  });

  it.each([
    ['no JSON', 'hello'],
    ['no object', '[]'],
    ['an unknown message', '{"delete": "x"}'],
    ['an unknown field', '{"subscribe": "x", "tenant": "y"}'],
    ['an id of the wrong kind', '{"subscribe": 5}'],
    ['an id that is too long', JSON.stringify({ subscribe: 'x'.repeat(65) })],
  ])('answers %s with an error and goes on', async (_case, message) => {
    client.send(message);
    expect(await client.take(1)).toEqual([
      {
        runId: null,
        kind: 'error',
        id: null,
        data: { code: 'stream.bad-message', message: expect.stringContaining('"subscribe"') as string },
      },
    ]);
    const runId = aRun();
    client.send({ subscribe: runId });
    expect(await client.take(1)).toEqual([snapshot(runId, null)]);
  });

  it('opens for no page whose name was made to lead here', async () => {
    const socket = new WebSocket(url, {
      origin: 'http://rebound.example',
      headers: { host: 'rebound.example' },
    });
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
    expect(response.statusCode).toBe(403);
    expect((await response.setEncoding('utf8').toArray()).join('')).toContain('API_HOSTS');
  });

  it('closes on a message that is too long, which is no error of its own', async () => {
    const error = jest.spyOn(Logger.prototype, 'error');
    const greedy = await SocketClient.open(url);
    greedy.send('x'.repeat(4_097));
    expect(await greedy.closed).toBe(1009);
    expect(error).not.toHaveBeenCalled();
  });

  it('answers an unknown run, and a second subscription of one, with an error', async () => {
    const [runId, unknown] = [aRun(), newId()];
    client.send({ subscribe: unknown });
    expect(await client.take(1)).toMatchObject([
      { runId: unknown, kind: 'error', data: { code: 'run.not-found' } },
    ]);
    client.send({ subscribe: runId });
    await client.take(1);
    client.send({ subscribe: runId });
    expect(await client.take(1)).toMatchObject([
      { runId, kind: 'error', data: { code: 'stream.already-subscribed' } },
    ]);
  });

  it('bounds how many runs one connection follows', async () => {
    const runs = Array.from({ length: SUBSCRIPTIONS_PER_SOCKET }, () => aRun());
    for (const runId of runs) client.send({ subscribe: runId });
    const frames = await client.take(runs.length);
    expect(new Set(frames.map(({ runId }) => runId))).toEqual(new Set(runs));
    const more = aRun();
    client.send({ subscribe: more });
    expect(await client.take(1)).toMatchObject([
      { runId: more, kind: 'error', data: { code: 'stream.too-many-subscriptions' } },
    ]);
    client.send({ unsubscribe: runs[0] });
    client.send({ subscribe: more });
    expect(await client.take(1)).toEqual([snapshot(more, null)]);
  });

  it('closes the connection of a client that sends too much at once', async () => {
    const loud = await SocketClient.open(url);
    loud.send({ subscribe: 'x'.repeat(5_000) });
    expect(await loud.closed).toBe(1009);
  });

  it('is not opened by pages of other origins', async () => {
    for (const origin of ['https://elsewhere.example', 'null']) {
      const socket = new WebSocket(url, { origin });
      const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
      expect(response.statusCode).toBe(403);
    }
    const own = await SocketClient.open(url, { origin: `http://${api.host}` });
    await own.close();
  });

  it('keeps a client that answers pings and drops one that does not', async () => {
    const brisk = await StreamApp.start('ws-spec-ping', { EVENT_HEARTBEAT_MS: '1000' });
    const alive = await SocketClient.open(`ws://${brisk.host}/v1/events`);
    const { hostname, port } = new URL(`http://${brisk.host}`);
    const dead = connect(Number(port), hostname);
    dead.write(
      `GET /v1/events HTTP/1.1\r\nHost: ${brisk.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    dead.resume();
    await once(dead, 'close');
    alive.send('?');
    expect(await alive.take(1)).toMatchObject([{ kind: 'error' }]);
    await brisk.app.close();
  });

  it('says goodbye when the process stops', async () => {
    const stopping = await StreamApp.start('ws-spec-stop');
    const runId = newId();
    stopping.runs.states.set(runId, 'running');
    const guest = await SocketClient.open(`ws://${stopping.host}/v1/events`);
    guest.send({ subscribe: runId });
    await guest.take(1);
    await stopping.app.close();
    expect(await guest.closed).toBe(1001);
  });
});
