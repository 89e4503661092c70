import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const reserved = new WeakMap<FastifyRequest, string>();

/** Notes the id that the thing this request makes must have. */
export function reserveId(request: FastifyRequest, id: string): void {
  reserved.set(request, id);
}

/** The id reserved for what the request makes, or undefined when any new one will do. */
export const ReservedId = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
  reserved.get(context.switchToHttp().getRequest<FastifyRequest>()),
);
