import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { FieldProblem } from '@app/kernel';
import { AppError } from '@app/kernel';
import { DECORATORS } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

const MOST_PROBLEMS = 20;
const LONGEST_NAME = 60;

/**
 * Refuses a query where a route reads none: whoever sent `limit` or `format` would believe that it had been heeded. A
 * route that reads a query checks its names itself. Probes and the reference page take whatever their callers add.
 */
@Injectable()
export class KnownQueryGuard implements CanActivate {
  /** @throws request.invalid */
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const { query, routeOptions } = context.switchToHttp().getRequest<FastifyRequest>();
    const names = Object.keys(query as object);
    if (names.length === 0 || !routeOptions.url?.startsWith('/v1/') || readsQuery(context)) return true;
    const problems = names.slice(0, MOST_PROBLEMS).map((name): FieldProblem => {
      return { pointer: '', detail: `there is no parameter "${name.slice(0, LONGEST_NAME)}" here` };
    });
    const message = 'This route takes no query: leave away what stands behind the ?.';
    throw new AppError({ kind: 'invalid', code: 'request.invalid', message, problems });
  }
}

/** Whether it has a parameter for the query, which Nest keeps under `<kind>:<position>`, or declares one beside it. */
function readsQuery(context: ExecutionContext): boolean {
  const handler = context.getHandler();
  const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), handler.name);
  if (Object.keys(parameters ?? {}).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`))) return true;
  const declared = Reflect.getMetadata(DECORATORS.API_PARAMETERS, handler) as
    ReadonlyArray<{ readonly in: string }> | undefined;
  return (declared ?? []).some((parameter) => parameter.in === 'query');
}
