import type { PinoLogger } from 'nestjs-pino';
import { until } from '../../../../test/support/until';
import { EventLoopWatch } from './event-loop-watch';
import { MetricsRegistry } from './metrics-registry';

/** Nothing else runs for so long. */
function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('EventLoopWatch', () => {
  const warnings: Array<{ blockedMs: number; windows: number }> = [];
  const logger = {
    setContext: () => undefined,
    warn: (fields: { blockedMs: number; windows: number }) => warnings.push(fields),
  } as unknown as PinoLogger;
  const metrics = new MetricsRegistry();
  const watch = new EventLoopWatch(metrics, logger);

  beforeAll(() => watch.onApplicationBootstrap());
  afterAll(() => watch.onApplicationShutdown());

  const blockedWindows = async (): Promise<number> =>
    Number(/^infra_mind_event_loop_blocked_windows_total (\d+)$/m.exec(await metrics.expose())?.[1]);
  /** Blocks turn after turn until the watch has counted so many windows. */
  const blockUntil = (windows: number): Promise<void> =>
    until(async () => {
      block(150);
      watch.turn();
      return (await blockedWindows()) >= windows;
    });

  it('says for how long a turn blocked the loop, counts each such window, and warns once in a while', async () => {
    expect(await blockedWindows()).toBe(0);
    await blockUntil(1);
    expect(watch.window.maxMs).toBeGreaterThan(100);
    expect(watch.window.p50Ms).toBeLessThanOrEqual(watch.window.p99Ms);
    await blockUntil(2);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.blockedMs).toBeGreaterThan(100);
    const text = await metrics.expose();
    expect(text).toMatch(/^infra_mind_event_loop_delay_seconds\{quantile="1"\} 0\.[1-9]/m);
  });

  it("exposes the runtime's own figures of loop and heap", async () => {
    const text = await metrics.expose();
    for (const name of [
      ...['p50', 'p99', 'max'].map((part) => `nodejs_eventloop_lag_${part}_seconds`),
      'nodejs_heap_size_used_bytes',
      'nodejs_heap_size_total_bytes',
      'process_resident_memory_bytes',
    ])
      expect(text).toMatch(new RegExp(`^${name} [0-9.e-]+$`, 'm'));
  });
});
