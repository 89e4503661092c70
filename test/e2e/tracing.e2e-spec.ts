import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import Redis from 'ioredis';
import { startApi, type ApiHarness } from '../support/api-harness';
import { testRedisUrl } from '../support/stores';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

describe('traces of requests', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  let api: ApiHarness;

  beforeAll(async () => {
    provider.register();
    api = await startApi('e2e-tracing');
  });
  afterAll(async () => {
    await api?.close();
    await provider.shutdown();
    trace.disable();
  });

  const send = (method: 'GET' | 'POST', url: string, payload?: object) =>
    api.fastify.inject({
      method,
      url,
      ...(payload && { payload }),
      headers: { traceparent: `00-${TRACE}-${PARENT}-01` },
    });

  it("continues the caller's trace, under the route and never the path", async () => {
    await send('GET', '/v1/assessments/01KA4RZ2V9J5Q6M7N8P9R0S1T2?fields=name');
    const [span] = exporter.getFinishedSpans().slice(-1);

    expect(span?.name).toBe('GET /v1/assessments/:id');
    expect(span?.spanContext().traceId).toBe(TRACE);
    expect(span?.parentSpanContext?.spanId).toBe(PARENT);
    expect(span?.attributes).toMatchObject({
      'http.route': '/v1/assessments/:id',
      'http.response.status_code': 404,
    });
  });

  it('hands the trace on with the job, past the reading of the body', async () => {
    const { id } = (
      await send('POST', '/v1/assessments', { name: 'x', workloads: [{ kind: 'rag' }] })
    ).json();
    const run = (await send('POST', `/v1/assessments/${id}/runs`, { quorum: 8 })).json<{ id: string }>();
    const redis = new Redis(testRedisUrl());
    const job = await redis.hget(`e2e-tracing:queue:runs:${run.id}`, 'data');
    await redis.quit();

    expect(job).toContain(`00-${TRACE}-`);
  });
});
