import { Injectable } from '@nestjs/common';
import type { HealthCheckResult } from '@nestjs/terminus';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { DatabaseHealth } from '@app/database';
import { ProcessLifecycle } from '@app/platform';
import { QueueMonitor } from '@app/queue';
import { RedisConnections } from '@app/redis';
import { runJob } from '@app/runs';

const STORE_ANSWERS_WITHIN_MS = 2_000;
/** A run that waits longer finds too few workers. This process can still serve, so it says so and stays in. */
const QUEUE_IS_LATE_MS = 60_000;

/** Whether this process can serve: its stores answer, and it is not about to stop. */
@Injectable()
export class Readiness {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: DatabaseHealth,
    private readonly redis: RedisConnections,
    private readonly queue: QueueMonitor,
    private readonly lifecycle: ProcessLifecycle,
  ) {}

  /** @throws ServiceUnavailableException of Terminus, with what is down */
  check(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.process(),
      () => this.answers('database', () => this.database.ping()),
      () => this.answers('redis', () => this.redis.ping()),
      () => this.runQueue(),
    ]);
  }

  private process() {
    const indicator = this.indicators.check('process');
    return this.lifecycle.draining ? indicator.down('draining: about to stop') : indicator.up();
  }

  private answers(name: string, ping: () => Promise<void>) {
    return this.indicators.check(name).attempt(ping).withTimeout(STORE_ANSWERS_WITHIN_MS);
  }

  private async runQueue() {
    const indicator = this.indicators.check('queue');
    try {
      const { waiting, active, oldestWaitingMs } = await this.queue.lag(runJob.name);
      const lag = { waiting, active, oldestWaitingMs };
      return oldestWaitingMs > QUEUE_IS_LATE_MS ? indicator.degraded(lag) : indicator.up(lag);
    } catch {
      return indicator.down('the queue does not answer');
    }
  }
}
