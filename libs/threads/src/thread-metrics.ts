import type { MetricsRegistry } from '@app/platform';

/** What can come of a computation in a thread. */
export type TaskEnding = 'succeeded' | 'failed' | 'aborted' | 'timed-out' | 'lost' | 'refused';

/** How full a pool is now. */
export interface PoolLoad {
  readonly threads: number;
  readonly busy: number;
  readonly waiting: number;
}

/** What a pool of threads tells of itself, for `/metrics`. */
export class ThreadMetrics {
  private readonly seconds;
  private readonly wait;
  private readonly endings;

  constructor(registry: MetricsRegistry, load: () => PoolLoad) {
    const threads = registry.gauge({
      name: 'infra_mind_engine_threads',
      help: 'Threads for engine computations: how many may run, and how many do',
      labelNames: ['state'] as const,
      collect: () => {
        threads.set({ state: 'limit' }, load().threads);
        threads.set({ state: 'busy' }, load().busy);
      },
    });
    const queue = registry.gauge({
      name: 'infra_mind_engine_queue_length',
      help: 'Engine computations that wait for a thread',
      collect: () => {
        queue.set(load().waiting);
      },
    });
    this.seconds = registry.histogram({
      name: 'infra_mind_engine_task_seconds',
      help: 'Time of one engine computation in its thread',
      labelNames: ['task'] as const,
      buckets: [0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    });
    this.wait = registry.histogram({
      name: 'infra_mind_engine_wait_seconds',
      help: 'Time that an engine computation waited for a thread',
      labelNames: ['task'] as const,
      buckets: [0.001, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60],
    });
    this.endings = registry.counter({
      name: 'infra_mind_engine_tasks_total',
      help: 'Engine computations by what came of them',
      labelNames: ['task', 'outcome'] as const,
    });
  }

  waited(task: string, seconds: number): void {
    this.wait.observe({ task }, seconds);
  }

  ran(task: string, seconds: number): void {
    this.seconds.observe({ task }, seconds);
  }

  ended(task: string, outcome: TaskEnding): void {
    this.endings.inc({ task, outcome });
  }
}
