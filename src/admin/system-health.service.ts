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
    const reasons = [
      ...dependencies.flatMap(({ name, state }) =>
        state === 'closed' ? [] : [`the circuit of ${name} is ${state}`],
      ),
      ...(redisMemoryRatio !== null && redisMemoryRatio >= 1 ? ['Redis has no room left'] : []),
      ...(hasWorker || !listed ? [] : ['no worker is there']),
      ...(unknown.length > 0 ? [`unknown: ${unknown.join(', ')}`] : []),
    ];
    return {
      status: reasons.length === 0 ? 'ok' : 'degraded',
      reasons,
      at: this.clock.now().toISOString(),
      answeredBy: own.id,
      unknown,
      dependencies: dependencies as DependencyView[],
      queue: lag && toQueueView(lag),
      sweptAt: lastOf(reports.map(({ sweptAt }) => sweptAt)),
      redisMemoryRatio,
      processes: reports.sort((a, b) => (a.id < b.id ? -1 : 1)).map(toProcessView),
    };
  }
}

function toProcessView(report: ProcessReport): ProcessView {
  return {
    id: report.id,
    service: report.service,
    host: report.host,
    pid: report.pid,
    version: report.version,
    startedAt: report.startedAt,
    reportedAt: report.at,
    uptimeSeconds: report.uptimeSeconds,
    draining: report.draining,
    activeRuns: report.activeRuns,
    eventLoopDelay: report.eventLoop,
    memory: report.memory,
    databasePool: report.databasePool,
  };
}

function toQueueView({ waiting, active, delayed, oldestWaitingMs }: SystemHealthView['queue'] & object) {
  return { waiting, active, delayed, oldestWaitingMs };
}

function lastOf(instants: ReadonlyArray<string | null>): string | null {
  return instants.reduce((last, at) => (at !== null && (last === null || at > last) ? at : last), null);
}
