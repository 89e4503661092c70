import type { DynamicModule } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { AppConfig } from '@app/platform';
import { WorkerModule } from '../../apps/worker/src/worker.module';
import { ApiModule } from '../../src/api.module';

const config = AppConfig.fromEnvironment({
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  MONGODB_URL: 'mongodb://127.0.0.1/never-connected',
  REDIS_URL: 'redis://127.0.0.1',
});

interface Graph {
  readonly controllers: readonly string[];
  readonly providers: readonly string[];
}

/** The classes that a process would create. A preview resolves the graph without creating or connecting anything. */
async function graphOf(module: DynamicModule): Promise<Graph> {
  const app = await NestFactory.createApplicationContext(module, {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  const modules = [...app.get(ModulesContainer).values()];
  await app.close();
  return {
    controllers: modules.flatMap(({ controllers }) =>
      [...controllers.values()].map(({ name }) => String(name)),
    ),
    providers: modules.flatMap(({ providers }) => [...providers.values()].map(({ name }) => String(name))),
  };
}

describe('the worker', () => {
  it('holds processors and no controller', async () => {
    const worker = await graphOf(WorkerModule.forRoot(config));
    expect(worker.controllers).toEqual([]);
    expect(worker.providers).toContain('RunProcessor');
  });

  it('makes every kind of round, each under a lease of its own', async () => {
    const { providers } = await graphOf(WorkerModule.forRoot(config));
    expect(providers.filter((name) => name.startsWith('rounds of ')).sort()).toEqual([
      'rounds of approval-sweeper',
      'rounds of loose-chunk-sweep',
      'rounds of report-removals',
      'rounds of report-retention',
      'rounds of report-sweeper',
      'rounds of run-sweeper',
      'rounds of schedule-leftovers',
      'rounds of upload-retention',
    ]);
  });
});

describe('the API', () => {
  it('holds controllers and no processor', async () => {
    const api = await graphOf(ApiModule.forRoot(config));
    expect(api.controllers).toContain('AssessmentsController');
    expect(api.providers.filter((name) => /Processor$|^rounds of /.test(name))).toEqual([]);
  });
});
