import { Test } from '@nestjs/testing';
import { AppConfig, MetricsRegistry, PlatformModule } from '@app/platform';
import { join } from 'node:path';
import { ThreadPool } from './thread-pool';
import { ThreadsModule } from './threads.module';

const program = join(__dirname, '../../../test/support/arithmetic.thread.ts');

async function aModule(env: Readonly<Record<string, string>>) {
  const config = AppConfig.fromEnvironment({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    MONGODB_URL: 'mongodb://127.0.0.1:1/none',
    REDIS_URL: 'redis://127.0.0.1:1',
    ...env,
  });
  const module = await Test.createTestingModule({
    imports: [PlatformModule.forRoot({ service: 'worker', config }), ThreadsModule.forRoot({ program })],
  }).compile();
  return module.init();
}

describe('ThreadsModule', () => {
  it('gives a process one pool of the set size, and tells of it in its metrics', async () => {
    const module = await aModule({ ENGINE_THREADS: '3' });
    expect(module.get(ThreadPool).size).toBe(3);
    const told = await module.get(MetricsRegistry).expose();
    expect(told).toContain('infra_mind_engine_threads{state="limit"} 3');
    await module.close();
  });

  it('takes no more work once the process stops', async () => {
    const module = await aModule({});
    const pool = module.get(ThreadPool);
    await module.close();
    await expect(pool.run('double', 1, new AbortController().signal)).rejects.toMatchObject({
      code: 'threads.closed',
    });
  });
});
