import { Injectable } from '@nestjs/common';
import { newId } from '@app/kernel';
import type { WorkContext } from '@app/platform';
import { MetricsRegistry, RequestContext } from '@app/platform';
import type { Span } from '@opentelemetry/api';
import { SpanKind, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { TenantResolver } from './tenant-resolver';

/** Long enough for any scheme in use, and of a form that cannot break a log line or a header. */
const CORRELATION_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/** What answers before anything else does, again and again: of no interest in a log. */
const PROBE = /^\/(health|ready|metrics)\b/;

/** What the log knows of a request: told again at its end, which may come outside of its context. */
type RequestWork = Pick<WorkContext, 'correlationId' | 'tenantId' | 'reqId'>;

interface OpenRequest {
  readonly span: Span;
  readonly work: RequestWork;
  readonly startedAt: number;
}

/** What surrounds every request: correlation id, tenant, trace span, duration, and its line in the log. */
@Injectable()
export class RequestScope {
  private readonly open = new WeakMap<object, OpenRequest>();
  private readonly duration;

  constructor(
    private readonly work: RequestContext,
    private readonly tenants: TenantResolver,
    private readonly logger: PinoLogger,
    metrics: MetricsRegistry,
  ) {
    this.duration = metrics.histogram({
      name: 'infra_mind_http_seconds',
      help: 'Duration of requests by route template',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    });
  }

  /** Begins the request and goes on with it inside of its context. */
  enter(request: FastifyRequest, reply: FastifyReply, proceed: () => void): void {
    const correlationId = correlationIdOf(request);
    void reply.header('X-Request-Id', request.id).header('X-Correlation-ID', correlationId);
    const span = startSpan(request);
    const work = { correlationId, tenantId: this.tenants.tenantOf(request.raw), reqId: request.id };
    context.with(trace.setSpan(context.active(), span), () =>
      this.work.run(work, () => {
        this.open.set(request, { span, work, startedAt: performance.now() });
        // A caller that goes away in the middle of an answer, or of a stream, ends its request as well.
        reply.raw.once('close', () => this.leave(request, reply));
        proceed();
      }),
    );
  }

  /** Ends the span, counts the request, under its route template: paths hold ids, and writes of it what is worth it. */
  leave(request: FastifyRequest, reply: FastifyReply): void {
    const open = this.open.get(request);
    if (!open) return;
    this.open.delete(request);
    const route = request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');
    const status = String(reply.statusCode);
    const responseTime = performance.now() - open.startedAt;
    this.duration.observe({ method: request.method, route, status }, responseTime / 1_000);
    open.span.updateName(`${request.method} ${route}`);
    open.span.setAttributes({ 'http.route': route, 'http.response.status_code': reply.statusCode });
    if (reply.statusCode >= 500) open.span.setStatus({ code: SpanStatusCode.ERROR });
    open.span.end();
    this.log(request, reply, { ...open.work, responseTime: Math.round(responseTime) });
  }

  private log(request: FastifyRequest, reply: FastifyReply, about: RequestWork & { responseTime: number }) {
    if (PROBE.test(request.url)) return;
    const { statusCode } = reply;
    const level = statusCode >= 500 ? 'error' : statusCode >= 400 ? 'warn' : 'debug';
    if (!this.logger.logger.isLevelEnabled(level)) return;
    const outcome = reply.raw.writableFinished ? 'completed' : 'broken off';
    this.logger[level]({ ...about, req: request.raw, res: reply.raw }, `request ${outcome}`);
  }
}

function correlationIdOf(request: FastifyRequest): string {
  const given = request.headers['x-correlation-id'];
  return typeof given === 'string' && CORRELATION_ID.test(given) ? given : newId();
}

function startSpan(request: FastifyRequest): Span {
  const parent = propagation.extract(context.active(), request.headers);
  const attributes = { 'http.request.method': request.method, 'infra_mind.request_id': request.id };
  return trace
    .getTracer('infra-mind')
    .startSpan(request.method, { kind: SpanKind.SERVER, attributes }, parent);
}
