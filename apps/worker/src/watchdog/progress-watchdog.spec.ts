import { AppConfig } from '@app/platform';
import type { PinoLogger } from 'nestjs-pino';
import type { ProcessEnd } from './process-end';
import { ProgressWatchdog } from './progress-watchdog.service';
import type { QueueView, WorkerSight } from './worker-sight';

const LIMIT_MS = 5_000;
const LOOK_EVERY_MS = 500;

describe('ProgressWatchdog', () => {
  let view: QueueView;
  let other: QueueView;
  let ends: number[];
  let said: string[];
  let now: number;
  let watchdog: ProgressWatchdog;

  beforeEach(() => {
    view = { queue: 'runs', taken: 3, shouldTake: true };
    other = { queue: 'reports', taken: 0, shouldTake: false };
    [ends, said, now] = [[], [], 0];
    const logger = {
      setContext: () => undefined,
      fatal: ({ queue }: { queue: string }, message: string) => said.push(`${queue}: ${message}`),
    } as unknown as PinoLogger;
    const config = AppConfig.fromEnvironment({
      MONGODB_URL: 'mongodb://127.0.0.1:1/x',
      REDIS_URL: 'redis://127.0.0.1:1',
      WORKER_WATCHDOG_MS: String(LIMIT_MS),
    });
    const sight = { look: () => Promise.resolve([view, other]) } as WorkerSight;
    const end: ProcessEnd = { now: (code) => ends.push(code) };
    watchdog = new ProgressWatchdog(sight, end, config, logger);
  });

  async function pass(ms: number): Promise<void> {
    for (const end = now + ms; now < end; now += LOOK_EVERY_MS) await watchdog.look(now);
  }

  it('ends a worker that takes nothing though it should, and says so first', async () => {
    await pass(LIMIT_MS);
    expect([watchdog.isStuck, ends]).toEqual([false, []]);
    await pass(LOOK_EVERY_MS);
    expect([watchdog.isStuck, ends]).toEqual([true, [1]]);
    expect(said).toEqual([expect.stringMatching(/^runs: .*took none/)]);
    await pass(LIMIT_MS);
    expect(ends).toEqual([1]);
  });

  it('ends a worker that takes runs and leaves reports where they are', async () => {
    other = { ...other, shouldTake: true };
    for (let turn = 0; turn < 12; turn += 1) {
      view = { ...view, taken: view.taken + 1 };
      await pass(LOOK_EVERY_MS);
    }
    expect(ends).toEqual([1]);
    expect(said).toEqual([expect.stringMatching(/^reports: /)]);
  });

  it('leaves a worker alone that takes runs', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      await pass(LIMIT_MS - LOOK_EVERY_MS);
      view = { ...view, taken: view.taken + 1 };
    }
    expect(ends).toEqual([]);
  });

  it('counts from the moment at which there was something to take', async () => {
    view = { ...view, shouldTake: false };
    await pass(10 * LIMIT_MS);
    view = { ...view, shouldTake: true };
    await pass(LIMIT_MS);
    expect(ends).toEqual([]);
    view = { ...view, shouldTake: false };
    await pass(LOOK_EVERY_MS);
    view = { ...view, shouldTake: true };
    await pass(LIMIT_MS);
    expect(ends).toEqual([]);
  });
});
