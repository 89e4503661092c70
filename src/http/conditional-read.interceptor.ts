import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { HttpStatus, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { Observable } from 'rxjs';
import { map } from 'rxjs';
import { namesTag } from './entity-tag';

/** Gives every read an ETag, and answers 304 without a body when the caller has that already. */
@Injectable()
export class ConditionalReadInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.method !== 'GET' && request.method !== 'HEAD') return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((body: unknown) => answer(body, request, reply)));
  }
}

function answer(body: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  if (body === undefined || reply.statusCode !== 200) return body;
  const own = reply.getHeader('etag');
  const tag = typeof own === 'string' ? own : contentTag(body);
  // The caller may keep what it got, and asks each time whether that still holds.
  void reply.header('ETag', tag).header('Cache-Control', 'private, no-cache');
  if (!namesTag(request.headers['if-none-match'], tag)) return body;
  void reply.code(HttpStatus.NOT_MODIFIED);
  return undefined;
}

/** Weak: two bodies with the same tag say the same, whatever the encoding on the wire. */
function contentTag(body: unknown): string {
  const bytes = typeof body === 'string' ? body : JSON.stringify(body);
  return `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}
