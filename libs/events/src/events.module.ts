import { Module } from '@nestjs/common';
import { RedisModule } from '@app/redis';
import { EventMetrics } from './event-metrics';
import { RunEventFeed } from './run-event-feed';
import { RunEventLog } from './run-event-log';
import { StreamReader } from './stream-reader';

/** Writing the events of runs and following them. A process that only writes opens no connection for reading. */
@Module({
  imports: [RedisModule],
  providers: [RunEventLog, RunEventFeed, StreamReader, EventMetrics],
  exports: [RunEventLog, RunEventFeed],
})
export class EventsModule {}
