import { AppConfig, MetricsRegistry } from '@app/platform';
import type { PinoLogger } from 'nestjs-pino';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../../../test/support/until';
import { LoopWatchdog } from './loop-watchdog';

describe('LoopWatchdog', () => {
  const directory = mkdtempSync(join(tmpdir(), 'infra-mind-thread-'));
  let metrics: MetricsRegistry;
  let errors: string[];
  let watchdog: LoopWatchdog;

  beforeEach(() => {
    [metrics, errors] = [new MetricsRegistry(), []];
    const logger = {
      setContext: () => undefined,
      error: (_fields: object, message: string) => errors.push(message),
    } as unknown as PinoLogger;
    const config = AppConfig.fromEnvironment({
      MONGODB_URL: 'mongodb://127.0.0.1:1/x',
      REDIS_URL: 'redis://127.0.0.1:1',
    });
    watchdog = new LoopWatchdog(config, logger, metrics);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const on = async () => /^infra_mind_loop_watchdog_on (\d)$/m.exec(await metrics.expose())?.[1];
  const aThread = (code: string): string => {
    const file = join(directory, 'thread.cjs');
    writeFileSync(file, code);
    return file;
  };

  it('watches until it is told to stop, and has nothing to say', async () => {
    const stop = watchdog.watch(aThread('setInterval(() => undefined, 1_000);'));
    expect(await on()).toBe('1');
    await stop();
    expect([await on(), errors]).toEqual(['0', []]);
  });

  it('goes on without its thread when that ends by an error, and says so', async () => {
    const stop = watchdog.watch(aThread("throw new Error('broken');"));
    await until(async () => (await on()) === '0');
    expect(errors).toEqual([expect.stringContaining('goes on')]);
    await stop();
  });

  it('goes on without a thread that cannot be made', async () => {
    const stop = watchdog.watch('no-path');
    expect([await on(), errors]).toEqual(['0', [expect.stringContaining('goes on')]]);
    await stop();
  });
});
