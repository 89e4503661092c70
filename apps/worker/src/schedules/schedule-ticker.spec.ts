import type { ScheduleTurns } from '@app/schedules';
import type { PinoLogger } from 'nestjs-pino';
import { ScheduleTicker } from './schedule-ticker';

const EVERY_MS = 15_000;

/** A ticker on a clock of its own; each turn ends when the test says so. */
function aTicker() {
  const ends: Array<(error?: Error) => void> = [];
  const take = jest.fn(
    () =>
      new Promise<boolean>((resolve, reject) =>
        ends.push((error) => (error ? reject(error) : resolve(true))),
      ),
  );
  const stop = jest.fn(() => Promise.resolve());
  const warn = jest.fn();
  const logger = { setContext: jest.fn(), warn } as unknown as PinoLogger;
  const ticker = new ScheduleTicker({ take, stop } as unknown as ScheduleTurns, logger);
  ticker.onApplicationBootstrap();
  return { ticker, take, stop, warn, ends };
}

describe('ScheduleTicker', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('takes a turn every 15 seconds, and none while one is under way', async () => {
    const { ticker, take, ends } = aTicker();
    await jest.advanceTimersByTimeAsync(EVERY_MS - 1);
    expect(take).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1 + 3 * EVERY_MS);
    expect(take).toHaveBeenCalledTimes(1);
    ends[0]?.();
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect(take).toHaveBeenCalledTimes(2);
    ends[1]?.();
    await ticker.onModuleDestroy();
  });

  it('goes on after a turn that failed, and says that it did', async () => {
    const { ticker, take, warn, ends } = aTicker();
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    ends[0]?.(new Error('no database'));
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect(take).toHaveBeenCalledTimes(2);
    expect(warn).toHaveBeenCalledWith({ reason: 'no database' }, expect.any(String));
    ends[1]?.();
    await ticker.onModuleDestroy();
  });

  it('stops with the turn in hand, and takes no other', async () => {
    const { ticker, take, stop, ends } = aTicker();
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    let isDown = false;
    const down = ticker.onModuleDestroy().then(() => (isDown = true));
    await jest.advanceTimersByTimeAsync(2 * EVERY_MS);
    expect([stop.mock.calls.length, isDown]).toEqual([1, false]);
    ends[0]?.();
    await down;
    expect(take).toHaveBeenCalledTimes(1);
  });
});
