import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { DatabaseModule } from '@app/database';
import { QueueModule } from '@app/queue';
import { DatabaseGate } from './database-gate.guard';
import { HealthController } from './health.controller';
import { MetricsController } from './metrics.controller';
import { Readiness } from './readiness.service';

@Module({
  imports: [TerminusModule.forRoot({ logger: false }), DatabaseModule, QueueModule],
  controllers: [HealthController, MetricsController],
  providers: [Readiness, { provide: APP_GUARD, useClass: DatabaseGate }],
})
export class HealthModule {}
