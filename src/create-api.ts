import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { newId } from '@app/kernel';
import type { AppConfig } from '@app/platform';
import { ProcessLifecycle } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Logger } from 'nestjs-pino';
import { ApiModule } from './api.module';
import { serveApiDocument } from './http/api-document';
import { readJsonAndYaml } from './http/body-parsers';
import { answerClientError } from './http/client-error';
import { drainConnections } from './http/connection-drain';
import { EventSocketAdapter } from './http/event-socket-adapter';
import { KnownHosts } from './http/known-hosts';
import { ProblemFilter } from './http/problem.filter';
import { RequestScope } from './http/request-scope';
import { RouteTable } from './http/route-table';

/** A whole request must have arrived after this: a caller that trickles its bytes holds nothing for ever. */
const REQUEST_ARRIVES_WITHIN_MS = 30_000;
/** Balancers and scrapers call these by whatever name they have. */
const CALLED_BY_ANY_NAME = ['/health', '/ready', '/metrics'];

/** Builds the API on Fastify, complete but for listening: what `main` serves and what the tests send requests to. */
export async function createApi(config: AppConfig): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: config.env.BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_ARRIVES_WITHIN_MS,
    // Refused by us, as a problem.
    http: { requireHostHeader: false },
    // The address and host that a caller claims through X-Forwarded-* are not believed.
    trustProxy: false,
    requestIdHeader: false,
    genReqId: () => newId(),
    clientErrorHandler: answerClientError,
    // What the router refuses comes past every hook and filter of Nest's.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      app.get(ProblemFilter).answer(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(config), adapter, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.useWebSocketAdapter(new EventSocketAdapter(app));
  app.enableCsrfProtection();
  app.useSecurityHeaders({
    // The reference page sets styles inline. TLS, and so HSTS, belongs to the proxy in front.
    contentSecurityPolicy: {
      directives: {
        'upgrade-insecure-requests': null,
        'font-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
      },
    },
    strictTransportSecurity: false,
  });
  const fastify = adapter.getInstance();
  app.get(RouteTable).watch(fastify);
  readJsonAndYaml(fastify);
  surroundRequests(adapter, app.get(RequestScope), app.get(KnownHosts));
  serveApiDocument(app);
  drainConnections(app.getHttpServer(), app.get(ProcessLifecycle).signal);
  return app;
}

function surroundRequests(adapter: FastifyAdapter, scope: RequestScope, hosts: KnownHosts): void {
  adapter.setOnRequestHook((request: FastifyRequest, reply: FastifyReply, done: (refusal?: Error) => void) =>
    scope.enter(request, reply, () => {
      const isProbe = CALLED_BY_ANY_NAME.includes(request.routeOptions.url ?? '');
      done((isProbe ? null : hosts.refusalOf(request.headers.host)) ?? undefined);
    }),
  );
  adapter.setOnResponseHook((request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    scope.leave(request, reply);
    done();
  });
}
