import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppConfig } from '../config/app-config';
import { captureTrace, continueTrace, startTracing, withSpan } from './tracing';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly status: { readonly code?: number };
}

describe('tracing with an endpoint', () => {
  it('exports spans that join up across a queue, over the real protocol', async () => {
    const bodies: string[] = [];
    const collector = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        bodies.push(`${request.url ?? ''} ${Buffer.concat(chunks).toString()}`);
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    const config = AppConfig.fromEnvironment({
      MONGODB_URL: 'mongodb://127.0.0.1:1/x',
      REDIS_URL: 'redis://127.0.0.1:2',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`,
    });
    const stop = await startTracing(config, 'test-service');
    const carrier = await withSpan('request', {}, () => Promise.resolve(captureTrace()));
    await continueTrace(carrier, () =>
      withSpan('job', { 'job.id': 'j' }, () => Promise.reject(new TypeError('no'))),
    ).catch(() => undefined);
    await stop();
    await new Promise((resolve) => collector.close(resolve));

    expect(carrier.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    const [path, body] = splitOnce(bodies.join(''));
    expect(path).toBe('/v1/traces');
    expect(body).toContain('test-service');
    const { resourceSpans } = JSON.parse(body) as {
      resourceSpans: Array<{ scopeSpans: Array<{ spans: Span[] }> }>;
    };
    const spans = resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans));
    const [request, job] = ['request', 'job'].map((name) => spans.find((span) => span.name === name));
    expect(job?.traceId).toBe(request?.traceId);
    expect(job?.parentSpanId).toBe(request?.spanId);
    expect(job?.status.code).toBe(2);
  });
});

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(' ');
  return [text.slice(0, at), text.slice(at + 1)];
}
