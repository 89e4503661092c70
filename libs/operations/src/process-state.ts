import { Inject, Injectable } from '@nestjs/common';
import { DatabasePool } from '@app/database';
import { Clock, newId } from '@app/kernel';
import { CircuitRegistry, EventLoopWatch, PRODUCT_VERSION, ProcessLifecycle } from '@app/platform';
import { hostname } from 'node:os';
import type { OperationsOptions } from './operations-options';
import { MODULE_OPTIONS_TOKEN } from './operations-options';
import type { ProcessReport } from './process-report';

/** What a process that works on runs adds to its report. */
export type WorkReport = Pick<ProcessReport, 'activeRuns' | 'sweptAt'>;

/** This process, as an operator wants to see it. */
@Injectable()
export class ProcessState {
  /** Names this process among all that ever ran. */
  readonly id = newId();
  private readonly startedAt: string;
  private work: (() => WorkReport) | null = null;

  constructor(
    @Inject(MODULE_OPTIONS_TOKEN) private readonly options: OperationsOptions,
    private readonly circuits: CircuitRegistry,
    private readonly loop: EventLoopWatch,
    private readonly pool: DatabasePool,
    private readonly lifecycle: ProcessLifecycle,
    private readonly clock: Clock,
  ) {
    this.startedAt = this.clock.now().toISOString();
  }

  /** Lets a process that works on runs add what it knows of its work. */
  addWork(read: () => WorkReport): void {
    this.work = read;
  }

  get report(): ProcessReport {
    const { p99Ms, maxMs } = this.loop.window;
    const { heapUsed, rss } = process.memoryUsage();
    return {
      id: this.id,
      service: this.options.service,
      host: hostname(),
      pid: process.pid,
      version: PRODUCT_VERSION,
      startedAt: this.startedAt,
      at: this.clock.now().toISOString(),
      uptimeSeconds: Math.round(process.uptime()),
      draining: this.lifecycle.draining,
      circuits: [...this.circuits.reports()],
      eventLoop: { p99Ms: inTenths(p99Ms), maxMs: inTenths(maxMs) },
      memory: { heapUsedBytes: heapUsed, residentBytes: rss },
      databasePool: { ...this.pool.use },
      ...(this.work?.() ?? { activeRuns: null, sweptAt: null }),
    };
  }
}

function inTenths(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
