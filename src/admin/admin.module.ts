import { Module } from '@nestjs/common';
import { ModelCacheModule } from '@app/llm';
import { OperationsModule } from '@app/operations';
import { QueueModule } from '@app/queue';
import { AdminController } from './admin.controller';
import { HttpModule } from '../http/http.module';
import { ModelCacheController } from './model-cache.controller';
import { SystemHealth } from './system-health.service';

@Module({
  imports: [OperationsModule.forRoot({ service: 'api' }), QueueModule, ModelCacheModule, HttpModule],
  controllers: [AdminController, ModelCacheController],
  providers: [SystemHealth],
})
export class AdminModule {}
