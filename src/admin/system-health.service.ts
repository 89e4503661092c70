import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import type { ProcessReport } from '@app/operations';
import { ProcessDirectory, ProcessState } from '@app/operations';
import { QueueMonitor } from '@app/queue';
import { RedisMemory } from '@app/redis';
import { runJob } from '@app/runs';
import { rollUp } from './dependency-rollup';
import type { DependencyView, ProcessView, SystemHealthView } from './system-health.view';
import { UNKNOWABLE } from './system-health.view';

/** What all processes together know of the system; of this one alone while Redis, through which they tell, is away. */
@Injectable()
export class SystemHealth {
  constructor(
    private readonly directory: ProcessDirectory,
    private readonly state: ProcessState,
    private readonly queue: QueueMonitor,
    private readonly memory: RedisMemory,
    private readonly clock: Clock,
  ) {}

  async read(): Promise<SystemHealthView> {
    const [listed, lag, redisMemoryRatio] = await Promise.all([
      this.directory.list().catch(() => null),
      this.queue.lag(runJob.name).catch(() => null),
      this.memory.look(),
    ]);
    const own = this.state.report;
    // Its own report is newer here than in the directory, which may not have it yet.
    const reports = listed ? [...listed.filter(({ id }) => id !== own.id), own] : [own];
    const unknown: SystemHealthView['unknown'] = listed ? (lag ? [] : ['queue']) : [...UNKNOWABLE];
    const dependencies = rollUp(reports);
    const hasWorker = reports.some(({ activeRuns }) => activeRuns !== null);
    const isOk = unknown.length === 0 && hasWorker && dependencies.every(({ state }) => state === 'closed');
    return {
      status: isOk ? 'ok' : 'degraded',
      at: this.clock.now().toISOString(),
      answeredBy: own.id,
      unknown,
      processes: reports.sort((a, b) => (a.id < b.id ? -1 : 1)).map(toProcessView),
      dependencies: dependencies as DependencyView[],
      queue: lag && toQueueView(lag),
      sweptAt: lastOf(reports.map(({ sweptAt }) => sweptAt)),
      redisMemoryRatio,
    };
  }
}

function toProcessView({ circuits: _circuits, sweptAt: _sweptAt, ...shown }: ProcessReport): ProcessView {
  return shown;
}

function toQueueView({ waiting, active, delayed, oldestWaitingMs }: SystemHealthView['queue'] & object) {
  return { waiting, active, delayed, oldestWaitingMs };
}

function lastOf(instants: ReadonlyArray<string | null>): string | null {
  return instants.reduce((last, at) => (at !== null && (last === null || at > last) ? at : last), null);
}
