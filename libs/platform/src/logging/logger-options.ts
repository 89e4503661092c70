import type { Params } from 'nestjs-pino';
import type { AppConfig } from '../config/app-config';
import type { RequestContext } from '../context/request-context';
import { loggedPath } from './logged-path';

/** Where secrets and personal data travel; their values never reach a log line. */
const REDACTED = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-api-key"]',
  'req.headers["idempotency-key"]',
  'res.headers["set-cookie"]',
  '*.password',
  '*.token',
  '*.apiKey',
  '*.secret',
];

/** JSON logs on standard output with the context of the work; request bodies and query values are not logged. */
export function loggerOptions(config: AppConfig, context: RequestContext, service: string): Params {
  return {
    // Its middleware makes a logger for every request, which costs a tenth of one; the context has what it would add.
    forRoutes: [],
    pinoHttp: {
      level: config.env.LOG_LEVEL,
      base: { service },
      redact: { paths: REDACTED, censor: '[redacted]' },
      mixin: () => ({ ...context.current() }),
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: {
        req: (request: { method: string; url: string }) => ({
          method: request.method,
          path: loggedPath(request.url),
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
    },
  };
}
