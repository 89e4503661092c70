import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import Redis from 'ioredis';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { startApi, type ApiHarness } from '../support/api-harness';
import { testRedisUrl } from '../support/stores';
import { until } from '../support/until';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

describe('traces of requests', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  let api: ApiHarness;
  let address: string;

  beforeAll(async () => {
    provider.register();
    api = await startApi('e2e-tracing');
    await api.app.listen(0, '127.0.0.1');
    address = await api.app.getUrl();
  });
  afterAll(async () => {
    await api?.close();
    await provider.shutdown();
    trace.disable();
  });

  const traceparent = `00-${TRACE}-${PARENT}-01`;

  /** Sends the body only once the server has begun with the request, so that it is read outside of that flow. */
  async function postLate(path: string, body: object): Promise<string> {
    const headers = { traceparent, expect: '100-continue', 'content-type': 'application/json' };
    const sent = request(`${address}${path}`, { method: 'POST', headers });
    sent.once('continue', () => sent.end(JSON.stringify(body)));
    sent.flushHeaders();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    return (JSON.parse((await answer.toArray()).join('')) as { readonly id: string }).id;
  }

  it("continues the caller's trace, under the route and never the path", async () => {
    await fetch(`${address}/v1/assessments/01KA4RZ2V9J5Q6M7N8P9R0S1T2?fields=name`, {
      headers: { traceparent },
    });
    const found = () => exporter.getFinishedSpans().find(({ name }) => name.startsWith('GET /v1/'));
    // It ends when the server is done with the answer, which may be after the client has it.
    await until(() => found() !== undefined);
    const span = found();

    expect(span?.name).toBe('GET /v1/assessments/:id');
    expect(span?.spanContext().traceId).toBe(TRACE);
    expect(span?.parentSpanContext?.spanId).toBe(PARENT);
    expect(span?.attributes).toMatchObject({
      'http.route': '/v1/assessments/:id',
      'http.response.status_code': 404,
    });
  });

  it('hands the trace on with the job, past the reading of the body', async () => {
    const id = await postLate('/v1/assessments', { name: 'x', workloads: [{ kind: 'rag' }] });
    const runId = await postLate(`/v1/assessments/${id}/runs`, { quorum: 8 });
    const redis = new Redis(testRedisUrl());
    const job = await redis.hget(`e2e-tracing:queue:runs:${runId}`, 'data');
    await redis.quit();

    expect(job).toContain(`00-${TRACE}-`);
  });
});
