import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { LeasedRounds, RedisConnections } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { ReportRemovals } from './report-removals.service';

const EVERY_MS = 60_000;

/** Removes from time to time what a deletion left behind. */
@Injectable()
export class ReportRemovalRounds implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds: LeasedRounds;
  private readonly stopping = new AbortController();

  constructor(removals: ReportRemovals, redis: RedisConnections, logger: PinoLogger) {
    this.rounds = new LeasedRounds({
      ...{ redis, logger, everyMs: EVERY_MS, name: 'report-removals' },
      work: () => removals.catchUp(this.stopping.signal),
    });
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.rounds.stop();
  }
}
