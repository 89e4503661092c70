import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { from, lastValueFrom } from 'rxjs';
import { CurrentTenant } from '../http/current-tenant';
import type { KeptAnswer } from './idempotency-key.schema';
import { IdempotencyService } from './idempotency.service';
import { reserveId } from './reserved-id.decorator';

const KEPT_HEADERS = ['location', 'etag', 'retry-after'];

/** Makes a creating POST repeatable under its `Idempotency-Key`; without one it is as ever. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly idempotency: IdempotencyService,
    private readonly tenant: CurrentTenant,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.answerOnce(String(key), request, reply, next));
  }

  private async answerOnce(
    key: string,
    request: FastifyRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const path = request.url.split('?', 1)[0] ?? '';
    const scope = { tenantId: this.tenant.id, method: request.method, path, key };
    const { answer, replayed } = await this.idempotency.once(scope, request.body, async (resourceId) => {
      reserveId(request, resourceId);
      return keep(await lastValueFrom(next.handle()), reply);
    });
    if (replayed)
      void reply.code(answer.status).headers(answer.headers).header('Idempotency-Replayed', 'true');
    return JSON.parse(answer.body) as unknown;
  }
}

function keep(body: unknown, reply: FastifyReply): KeptAnswer {
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return { status: reply.statusCode, headers: Object.fromEntries(headers), body: JSON.stringify(body) };
}
