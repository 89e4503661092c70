import { ApplicationConfig } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { PinoLogger } from 'nestjs-pino';
import { AppConfig } from './config/app-config';
import { RequestContext } from './context/request-context';
import { ProcessLifecycle } from './lifecycle/process-lifecycle';
import { MetricsRegistry } from './metrics/metrics-registry';
import { PlatformModule } from './platform.module';
import { captureTrace, continueTrace, startTracing, withSpan } from './tracing/tracing';

const config = AppConfig.fromEnvironment({
  MONGODB_URL: 'mongodb://127.0.0.1:1/x',
  REDIS_URL: 'redis://127.0.0.1:2',
  LOG_LEVEL: 'silent',
});

describe('PlatformModule', () => {
  let module: TestingModule;
  beforeEach(async () => {
    module = await Test.createTestingModule({
      imports: [PlatformModule.forRoot({ service: 'test', config })],
    }).compile();
    await module.init();
  });
  afterEach(() => module.close());

  it('carries the context of work through asynchronous calls and keeps two apart', async () => {
    const context = module.get(RequestContext);
    const seen = await Promise.all(
      ['a', 'b'].map((tenantId) =>
        context.run({ tenantId }, async () => {
          await Promise.resolve();
          return context.run({ tenantId, agent: 'cto' }, () => context.current());
        }),
      ),
    );
    expect(seen.map((one) => [one?.tenantId, one?.agent])).toEqual([
      ['a', 'cto'],
      ['b', 'cto'],
    ]);
    expect(seen[0]?.correlationId).not.toBe(seen[1]?.correlationId);
    expect(context.current()).toBeUndefined();
    expect(context.correlationId).toMatch(/^[0-9A-Z]{26}$/);
  });

  it('puts nothing around the routes of a process that has some', () => {
    const around = module.get(ApplicationConfig);
    expect([...around.getGlobalGuards(), ...around.getGlobalInterceptors()]).toEqual([]);
  });

  it('puts the context into log lines and keeps secrets out', async () => {
    const { logger } = await module.resolve(PinoLogger);
    const lines: string[] = [];
    const stream = Object.getOwnPropertySymbols(logger).find((key) => key.description === 'pino.stream');
    Object.assign((logger as unknown as Record<symbol, object>)[stream as symbol] as object, {
      write: (line: string) => lines.push(line),
    });
    logger.level = 'info';
    module.get(RequestContext).run({ tenantId: 't1', runId: 'r1' }, () => {
      logger.info({ req: { method: 'GET', url: '/v1/x?secret=1' }, login: { password: 'hunter2' } }, 'hello');
    });
    expect(JSON.parse(lines[0] as string)).toMatchObject({
      level: 'info',
      service: 'test',
      tenantId: 't1',
      runId: 'r1',
      login: { password: '[redacted]' },
      req: { path: '/v1/x' },
    });
    expect(lines[0]).not.toContain('hunter2');
    expect(lines[0]).not.toContain('secret=1');
  });

  it('exposes its metrics', async () => {
    const metrics = module.get(MetricsRegistry);
    metrics.counter({ name: 'test_total', help: 'h' }).inc();
    metrics.gauge({ name: 'test_level', help: 'h' }).set(3);
    metrics.histogram({ name: 'test_seconds', help: 'h', buckets: [1] }).observe(0.5);
    const text = await metrics.expose();
    expect(text).toContain('test_total 1');
    expect(text).toContain('test_level 3');
    expect(text).toContain('test_seconds_bucket{le="1"} 1');
    expect(metrics.contentType).toContain('text/plain');
  });

  it('says that it drains, tells everybody, and flushes at the very end', async () => {
    const lifecycle = module.get(ProcessLifecycle);
    const order: string[] = [];
    lifecycle.signal.addEventListener('abort', () => order.push('draining'));
    lifecycle.atEnd(() => Promise.resolve(void order.push('flushed')));
    expect(lifecycle.draining).toBe(false);
    await module.close();
    expect(lifecycle.draining).toBe(true);
    expect(order).toEqual(['draining', 'flushed']);
  });
});

describe('tracing without an endpoint', () => {
  it('does the work and lets its failure through', async () => {
    const stop = await startTracing(config, 'test');
    expect(await withSpan('a', {}, () => Promise.resolve(1))).toBe(1);
    await expect(withSpan('a', {}, () => Promise.reject(new TypeError('x')))).rejects.toThrow('x');
    expect(continueTrace(captureTrace(), () => 2)).toBe(2);
    await stop();
  });
});
