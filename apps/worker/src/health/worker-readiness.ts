import { Injectable } from '@nestjs/common';
import { DatabaseHealth } from '@app/database';
import { ProcessLifecycle } from '@app/platform';
import { RedisConnections } from '@app/redis';
import { ReportProcessor } from '../reports/report.processor';
import { RunProcessor } from '../runs/run.processor';

/** What a worker needs to take runs and reports, one by one. */
export interface WorkerChecks {
  readonly database: boolean;
  readonly redis: boolean;
  readonly taking: boolean;
  readonly draining: boolean;
}

/** Whether this worker takes runs and reports, and if not, why. */
@Injectable()
export class WorkerReadiness {
  constructor(
    private readonly lifecycle: ProcessLifecycle,
    private readonly database: DatabaseHealth,
    private readonly redis: RedisConnections,
    private readonly runs: RunProcessor,
    private readonly reports: ReportProcessor,
  ) {}

  async check(): Promise<{ readonly isReady: boolean; readonly checks: WorkerChecks }> {
    const [database, redis] = await Promise.all([isUp(this.database.ping()), isUp(this.redis.ping())]);
    const taking = this.runs.taking && this.reports.taking;
    const checks = { database, redis, taking, draining: this.lifecycle.draining };
    return { isReady: database && redis && checks.taking && !checks.draining, checks };
  }
}

async function isUp(probe: Promise<void>): Promise<boolean> {
  return probe.then(
    () => true,
    () => false,
  );
}
