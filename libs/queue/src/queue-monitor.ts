import { Injectable } from '@nestjs/common';
import { MetricsRegistry } from '@app/platform';
import type { QueueLag } from './job-queue';
import { JobQueue } from './job-queue';

/** Depth and age of the run queue, for probes and metrics. */
@Injectable()
export class QueueMonitor {
  private readonly watched = new Set<string>();
  private reading: Promise<ReadonlyArray<readonly [string, QueueLag]>> | undefined;

  constructor(
    private readonly queue: JobQueue,
    metrics: MetricsRegistry,
  ) {
    const depth = metrics.gauge({
      name: 'infra_mind_queue_jobs',
      help: 'Jobs in a queue by state',
      labelNames: ['queue', 'state'] as const,
      collect: async () => {
        const lags = await this.readAll();
        depth.reset();
        for (const [queue, lag] of lags) {
          depth.set({ queue, state: 'waiting' }, lag.waiting);
          depth.set({ queue, state: 'active' }, lag.active);
          depth.set({ queue, state: 'delayed' }, lag.delayed);
        }
      },
    });
    const age = metrics.gauge({
      name: 'infra_mind_queue_oldest_waiting_seconds',
      help: 'Age of the oldest waiting job',
      labelNames: ['queue'] as const,
      collect: async () => {
        const lags = await this.readAll();
        age.reset();
        for (const [queue, lag] of lags) age.set({ queue }, lag.oldestWaitingMs / 1_000);
      },
    });
  }

  /** Shows a queue in the metrics from now on. */
  watch(name: string): void {
    this.watched.add(name);
  }

  /** @throws redis.unavailable when Redis does not answer. */
  lag(name: string): Promise<QueueLag> {
    return this.queue.lag(name);
  }

  /** One look for all gauges of a scrape. A queue that cannot be seen is left out: a last known depth would be a lie. */
  private readAll(): Promise<ReadonlyArray<readonly [string, QueueLag]>> {
    this.reading ??= Promise.all(
      [...this.watched].map(async (name) => {
        const lag = await this.lag(name).catch(() => null);
        return lag ? [[name, lag] as const] : [];
      }),
    )
      .then((found) => found.flat())
      .finally(() => {
        this.reading = undefined;
      });
    return this.reading;
  }
}
