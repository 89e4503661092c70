import { MetricsRegistry } from '@app/platform';
import type { ApiHarness } from '../support/api-harness';
import { startApi } from '../support/api-harness';
import { SocketClient } from '../support/socket-client';
import { SseClient } from '../support/sse-client';
import { until } from '../support/until';

const SMALL_INPUT = {
  name: 'Support chat',
  workloads: [{ id: 'w1', kind: 'llm-serving', traffic: { requestsPerDay: 10_000 } }],
};

describe('Following a run through the API', () => {
  let api: ApiHarness;
  let host: string;

  beforeAll(async () => {
    api = await startApi('e2e-run-stream');
    await api.app.listen(0, '127.0.0.1');
    host = new URL(await api.app.getUrl()).host;
  });
  afterAll(async () => {
    await api.close();
  });

  const post = async (path: string, body: object = {}): Promise<{ id: string }> => {
    const response = await fetch(`http://${host}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.ok).toBe(true);
    return (await response.json()) as { id: string };
  };
  const aQueuedRun = async (): Promise<string> => {
    const assessment = await post('/v1/assessments', SMALL_INPUT);
    return (await post(`/v1/assessments/${assessment.id}/runs`)).id;
  };

  it('streams the run object first, then its events, until the run has ended', async () => {
    const runId = await aQueuedRun();
    const path = `http://${host}/v1/runs/${runId}`;
    const polled: unknown = await (await fetch(path)).json();
    const client = await SseClient.open(`${path}/events`);
    const first = await client.next();
    expect(first).toMatchObject({ event: 'snapshot', id: expect.stringMatching(/^\d+-1$/) as string });
    expect(first?.data).toEqual(polled);
    expect(client.header('x-correlation-id')).toBeTruthy();

    await post(`/v1/runs/${runId}/cancel`);
    expect(await client.rest()).toMatchObject([{ event: 'run.state', data: { state: 'cancelled' } }]);
    const again = await SseClient.open(`${path}/events?lastEventId=${first?.id ?? ''}`);
    expect(await again.rest()).toMatchObject([{ event: 'run.state', data: { state: 'cancelled' } }]);
  });

  it('gives the same feed over WebSocket', async () => {
    const runId = await aQueuedRun();
    const client = await SocketClient.open(`ws://${host}/v1/events`);
    client.send({ subscribe: runId });
    expect(await client.take(1)).toMatchObject([
      { runId, kind: 'snapshot', data: { id: runId, state: 'queued' } },
    ]);
    await post(`/v1/runs/${runId}/cancel`);
    expect(await client.take(2)).toMatchObject([
      { runId, kind: 'event', data: { type: 'run.state', state: 'cancelled' } },
      { runId, kind: 'end' },
    ]);
    await client.close();
  });

  it('counts its clients where operators look', async () => {
    const runId = await aQueuedRun();
    const client = await SseClient.open(`http://${host}/v1/runs/${runId}/events`);
    await client.next();
    // Those of the tests before may be counted until their connections have closed.
    const counted = /^infra_mind_event_stream_clients\{transport="sse"\} 1$/m;
    await until(async () => counted.test(await api.app.get(MetricsRegistry).expose()));
    client.close();
  });

  it('ends the request of a client that goes away', async () => {
    const path = `/v1/runs/${await aQueuedRun()}/events`;
    const series =
      /^infra_mind_http_seconds_count\{method="GET",route="\/v1\/runs\/:id\/events",status="200"\} (\d+)$/m;
    const requestsEnded = async () =>
      Number(series.exec(await api.app.get(MetricsRegistry).expose())?.[1] ?? 0);
    const before = await requestsEnded();
    const client = await SseClient.open(`http://${host}${path}`);
    await client.next();
    client.close();
    await until(async () => (await requestsEnded()) === before + 1);
  });

  it('answers 404 as a problem for a run that is not there', async () => {
    const response = await fetch(`http://${host}/v1/runs/01KA4RZ2V9J5Q6M7N8P9R0S1T2/events`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'run.not-found' });
  });
});
