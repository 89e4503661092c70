import { Module } from '@nestjs/common';
import { DatabaseAvailability } from './database-availability';
import { DatabasePool } from './database-pool';

/** What watches the connection must be there before it. */
@Module({
  providers: [DatabaseAvailability, DatabasePool],
  exports: [DatabaseAvailability, DatabasePool],
})
export class DatabaseWatchModule {}
