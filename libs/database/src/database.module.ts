import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AppConfig } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import { DatabaseAvailability } from './database-availability';
import { connectionOptions } from './database-connection';
import { DatabaseHealth } from './database-health.service';
import { DatabasePool } from './database-pool';
import { DatabaseWatchModule } from './database-watch.module';

/** The connection pool of this process and its health. */
@Module({
  imports: [
    DatabaseWatchModule,
    MongooseModule.forRootAsync({
      imports: [DatabaseWatchModule],
      inject: [AppConfig, DatabasePool, DatabaseAvailability, PinoLogger],
      useFactory: (
        config: AppConfig,
        pool: DatabasePool,
        availability: DatabaseAvailability,
        logger: PinoLogger,
      ) => connectionOptions(config, { pool, availability }, logger),
    }),
  ],
  providers: [DatabaseHealth],
  exports: [DatabaseHealth, DatabaseWatchModule],
})
export class DatabaseModule {}
