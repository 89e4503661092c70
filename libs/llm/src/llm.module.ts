import { Module } from '@nestjs/common';
import { RedisModule } from '@app/redis';
import { StructuredConversation } from './answers/structured-conversation.service';
import { ModelCache } from './cache/model-cache.service';
import { ModelCaller } from './calls/model-caller.service';
import { ModelChain } from './chain/model-chain';
import { LanguageModels } from './language-models.service';
import { LlmMetrics } from './llm-metrics.service';

/** Language models for the worker's agents and the API's assistant. */
@Module({
  imports: [RedisModule],
  providers: [ModelChain, LlmMetrics, ModelCaller, StructuredConversation, ModelCache, LanguageModels],
  exports: [LanguageModels, ModelCache],
})
export class LlmModule {}
