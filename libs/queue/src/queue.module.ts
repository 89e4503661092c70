import { Module } from '@nestjs/common';
import { RedisModule } from '@app/redis';
import { FairQueue } from './fair-queue';
import { JobQueue } from './job-queue';
import { QueueMonitor } from './queue-monitor';

@Module({
  imports: [RedisModule],
  providers: [FairQueue, JobQueue, QueueMonitor],
  exports: [JobQueue, QueueMonitor, RedisModule],
})
export class QueueModule {}
