import { Injectable } from '@nestjs/common';
import { MetricsRegistry } from '@app/platform';
import { JobQueue } from './job-queue';

export interface QueueLag {
  readonly waiting: number;
  readonly active: number;
  readonly oldestWaitingMs: number;
}

/** Depth and age of the run queue, for probes and metrics. */
@Injectable()
export class QueueMonitor {
  private readonly watched = new Set<string>();

  constructor(
    private readonly queue: JobQueue,
    metrics: MetricsRegistry,
  ) {
    const labels = { labelNames: ['queue', 'state'] as const };
    const depth = metrics.gauge({
      name: 'infra_mind_queue_jobs',
      help: 'Jobs in a queue by state',
      ...labels,
    });
    const age = metrics.gauge({
      name: 'infra_mind_queue_oldest_waiting_seconds',
      help: 'Age of the oldest waiting job',
      labelNames: ['queue'] as const,
      collect: async () => {
        // While Redis is away the scrape goes on without these: a last known depth would be a lie.
        depth.reset();
        age.reset();
        for (const name of this.watched) {
          const lag = await this.lag(name).catch(() => null);
          if (!lag) continue;
          depth.set({ queue: name, state: 'waiting' }, lag.waiting);
          depth.set({ queue: name, state: 'active' }, lag.active);
          age.set({ queue: name }, lag.oldestWaitingMs / 1_000);
        }
      },
    });
  }

  /** Shows a queue in the metrics from now on. */
  watch(name: string): void {
    this.watched.add(name);
  }

  /** @throws queue.unavailable when Redis does not answer. */
  lag(name: string): Promise<QueueLag> {
    return this.queue.lag(name);
  }
}
