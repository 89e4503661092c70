import { Injectable } from '@nestjs/common';
import type { HealthCheckResult } from '@nestjs/terminus';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { DatabaseHealth } from '@app/database';
import { AppConfig, ProcessLifecycle } from '@app/platform';
import { RedisConnections } from '@app/redis';

/** Whether this process can serve: its stores answer, and it is not about to stop. */
@Injectable()
export class Readiness {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: DatabaseHealth,
    private readonly redis: RedisConnections,
    private readonly lifecycle: ProcessLifecycle,
    private readonly config: AppConfig,
  ) {}

  /** @throws ServiceUnavailableException of Terminus, with what is down */
  check(): Promise<HealthCheckResult> {
    const { MONGODB_TIMEOUT_MS, REDIS_TIMEOUT_MS } = this.config.env;
    return this.health.check([
      () => (this.lifecycle.draining ? this.down('process', 'is draining') : this.up('process')),
      () => this.answers('database', MONGODB_TIMEOUT_MS, () => this.database.ping()),
      () => this.answers('redis', REDIS_TIMEOUT_MS, () => this.redis.ping()),
    ]);
  }

  private answers(name: string, withinMs: number, ping: () => Promise<void>) {
    return this.indicators.check(name).attempt(ping).withTimeout(withinMs);
  }

  private up(name: string) {
    return this.indicators.check(name).up();
  }

  private down(name: string, why: string) {
    return this.indicators.check(name).down(why);
  }
}
