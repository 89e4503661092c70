import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { LeasedRounds, RedisConnections } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { UploadRemovals } from './upload-removals.service';

const EVERY_MS = 10 * 60_000;

/** Has uploads removed that nobody uses any more, from time to time, by one worker of all. */
@Injectable()
export class UploadRetention implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds: LeasedRounds;

  constructor(removals: UploadRemovals, redis: RedisConnections, logger: PinoLogger) {
    const work = () => removals.expire();
    this.rounds = new LeasedRounds({ redis, logger, everyMs: EVERY_MS, name: 'upload-retention', work });
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
  }
}
