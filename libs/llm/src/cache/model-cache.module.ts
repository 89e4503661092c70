import { Module } from '@nestjs/common';
import { RedisModule } from '@app/redis';
import { LlmMetrics } from '../llm-metrics.service';
import { ModelCache } from './model-cache.service';

/** The cache of answers alone, for processes that ask no model. */
@Module({
  imports: [RedisModule],
  providers: [LlmMetrics, ModelCache],
  exports: [LlmMetrics, ModelCache],
})
export class ModelCacheModule {}
