import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AppConfig } from '@app/platform';
import { DatabaseClock } from './database-clock';
import { DatabaseHealth } from './database-health.service';

/** The connection pool of this process, and its health. */
@Module({
  imports: [
    MongooseModule.forRootAsync({
      inject: [AppConfig],
      useFactory: ({ env }: AppConfig) => ({
        uri: env.MONGODB_URL,
        maxPoolSize: env.MONGODB_POOL_SIZE,
        serverSelectionTimeoutMS: env.MONGODB_TIMEOUT_MS,
        connectTimeoutMS: env.MONGODB_TIMEOUT_MS,
        socketTimeoutMS: env.MONGODB_TIMEOUT_MS * 2,
        waitQueueTimeoutMS: env.MONGODB_TIMEOUT_MS,
        // An acknowledged write is on a majority's disks: the record outlives any one process.
        w: 'majority',
        // A version that was just written must be there for the worker that reads it.
        readPreference: 'primary',
        journal: true,
        monitorCommands: true,
        retryAttempts: 5,
        retryDelay: 500,
      }),
    }),
  ],
  providers: [DatabaseHealth, DatabaseClock],
  exports: [DatabaseHealth, DatabaseClock],
})
export class DatabaseModule {}
