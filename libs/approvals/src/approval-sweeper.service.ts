import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { RedisConnections } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { ApprovalsService } from './approvals.service';

/** Reads judge deadlines by themselves: this only notes what nobody reads, so minutes are soon enough. */
const EVERY_MS = 60_000;

/** Notes which approvals have expired, and makes up for what an approval allows. One process at a time sweeps. */
@Injectable()
export class ApprovalSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(
    private readonly approvals: ApprovalsService,
    private readonly redis: RedisConnections,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ApprovalSweeper.name);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweeping ??= this.sweep().finally(() => (this.sweeping = undefined));
    }, EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  /** One turn, if no other process had it within the last minute. */
  async sweep(): Promise<void> {
    try {
      if (!(await this.takeTurn())) return;
      const done = await this.approvals.sweep();
      if (done.expired + done.followed > 0) this.logger.info(done, 'swept approvals');
    } catch (error) {
      this.logger.warn({ reason: (error as Error).message }, 'could not sweep approvals');
    }
  }

  /** The lease runs out by itself before the next look, so that whoever is there then may take it. */
  private async takeTurn(): Promise<boolean> {
    const taken = await this.redis.use('lease', (redis) =>
      redis.set(this.redis.key('approval-sweeper'), '1', 'PX', Math.ceil(EVERY_MS * 0.9), 'NX'),
    );
    return taken === 'OK';
  }
}
