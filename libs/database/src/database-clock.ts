import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { AppError } from '@app/kernel';
import { AppConfig } from '@app/platform';
import type { Connection } from 'mongoose';
import { databaseUnavailable, isDatabaseAway } from './database-away';

/**
 * The database's own time, which every process shares: leases are compared with it, so that a machine whose clock is
 * wrong neither loses nor steals one. What is written should carry `$currentDate`, which is the same clock.
 */
@Injectable()
export class DatabaseClock {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly config: AppConfig,
  ) {}

  /** @throws database.unavailable when the database does not answer in time. */
  async now(): Promise<Date> {
    try {
      const hello = await this.connection
        .getClient()
        .db('admin')
        .command({ hello: 1 }, { timeoutMS: this.config.env.MONGODB_TIMEOUT_MS });
      if (hello.localTime instanceof Date) return hello.localTime;
    } catch (cause) {
      if (isDatabaseAway(cause)) throw databaseUnavailable(cause);
      throw cause;
    }
    throw new AppError({
      kind: 'internal',
      code: 'database.no-time',
      message: 'The database does not tell its time: expected localTime in the answer to hello.',
    });
  }
}
