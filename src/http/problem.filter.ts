import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, ForbiddenException, HttpException, NotFoundException } from '@nestjs/common';
import { databaseUnavailable, isDatabaseAway } from '@app/database';
import { AppError, newId } from '@app/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { frameworkProblem, unroutedProblem } from './framework-problem';
import type { Problem } from './problem';
import { problemOf, titleOf } from './problem';
import { RouteTable } from './route-table';

/** Answers every error as `application/problem+json`; of our own failures it says no more than the ids to quote. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteTable,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ProblemFilter.name);
  }

  catch(exception: unknown, host: ArgumentsHost): void {
    this.answer(exception, host.switchToHttp().getRequest(), host.switchToHttp().getResponse());
  }

  /** Answers with the problem that the exception is. */
  answer(exception: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = this.problemFor(exception, request);
    if (problem.status === 503) {
      this.logger.warn({ code: problem.code }, 'A request met something that is away');
    } else if (problem.status >= 500) {
      this.logger.error({ err: exception, code: problem.code }, 'A request failed');
    }
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.end();
      return;
    }
    send(problem, request, reply);
  }

  private problemFor(exception: unknown, request: FastifyRequest): Problem {
    if (exception instanceof AppError) return problemOf(exception);
    const path = request.url.split('?', 1)[0] ?? '';
    if (isForbiddenPath(exception)) return unroutedProblem(request.method, path, []);
    if (exception instanceof NotFoundException && request.is404) {
      return unroutedProblem(request.method, path, this.routes.methodsAt(path));
    }
    if (exception instanceof HttpException) return frameworkProblem(exception.getStatus(), exception.cause);
    if (isRouterError(exception)) return frameworkProblem(exception.statusCode, exception);
    if (isDatabaseAway(exception)) return problemOf(databaseUnavailable(exception));
    return failure(500, 'internal');
  }
}

/** Only the check for foreign origins forbids; what serves files says it of paths that lead out of their folder. */
function isForbiddenPath(exception: unknown): boolean {
  if (exception instanceof HttpException) {
    return exception.getStatus() === 403 && !(exception instanceof ForbiddenException);
  }
  return isRouterError(exception) && exception.statusCode === 403;
}

/** The router refuses a path before there is a request that Nest could see. */
function isRouterError(exception: unknown): exception is Error & { readonly statusCode: number } {
  return exception instanceof Error && 'statusCode' in exception && isClientError(exception.statusCode);
}

function isClientError(status: unknown): boolean {
  return typeof status === 'number' && status >= 400 && status < 500;
}

function failure(status: number, code: string): Problem {
  return { status, title: titleOf(status), code, detail: '' };
}

function send(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  // A request that the router itself refuses meets no hook that would have named it.
  const correlationId = String(reply.getHeader('x-correlation-id') ?? newId());
  const { status, title, code, errors, headers } = problem;
  const detail =
    status >= 500 && !problem.decided
      ? `${title}. Try again, and if it stays so, quote requestId ${request.id}.`
      : problem.detail;
  const body = {
    type: `urn:infra-mind:problem:${code}`,
    title,
    status,
    code,
    detail,
    ...(errors && status < 500 && { errors }),
    requestId: request.id,
    correlationId,
  };
  void reply
    .code(status)
    .headers({
      ...headers,
      'X-Request-Id': request.id,
      'X-Correlation-ID': correlationId,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    })
    .removeHeader('ETag')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}
