import { join } from 'node:path';
import { ProductProcess } from '../support/product-process';
import { PATIENT_WITH_STORES, testMongoUrl, testRedisUrl } from '../support/stores';
import { until } from '../support/until';

const NAME = 'e2e-watchdog';
const BLOCK_LOOP = join(__dirname, '../chaos/faults/block-loop.cjs');

describe('the watchdog of a worker', () => {
  const workers: ProductProcess[] = [];

  async function startWorker(limitMs: number, blockMs: number): Promise<ProductProcess> {
    const env = {
      MONGODB_URL: testMongoUrl(NAME),
      REDIS_URL: testRedisUrl(),
      REDIS_PREFIX: NAME,
      ...PATIENT_WITH_STORES,
      WORKER_PORT: '0',
      WORKER_WATCHDOG_MS: String(limitMs),
      NODE_OPTIONS: `--require ${BLOCK_LOOP}`,
      BLOCK_LOOP_MS: String(blockMs),
    };
    const worker = await ProductProcess.start('worker', env, 'worker is ready');
    workers.push(worker);
    return worker;
  }
  afterAll(() => Promise.all(workers.map((worker) => worker.kill())));

  it('ends a process whose event loop stands still, and says why', async () => {
    const worker = await startWorker(5_000, 60_000);
    worker.signal('SIGUSR2');
    await until(() => !worker.isAlive);
    expect(worker.endedBy).toBe('SIGKILL');
    const last = JSON.parse(worker.errors.join('').trim()) as object;
    expect(last).toMatchObject({
      level: 'fatal',
      service: 'worker',
      msg: expect.stringContaining('5000 ms') as string,
    });
  });

  it('leaves a process alone whose loop was blocked for less than that', async () => {
    const worker = await startWorker(20_000, 1_000);
    worker.signal('SIGUSR2');
    await worker.terminate();
    expect(worker.endedBy).toBe(0);
    expect(worker.errors.join('')).not.toContain('fatal');
  });
});
