import { Module } from '@nestjs/common';
import { StructuredConversation } from './answers/structured-conversation.service';
import { ModelCacheModule } from './cache/model-cache.module';
import { ModelCaller } from './calls/model-caller.service';
import { ModelChain } from './chain/model-chain';
import { LanguageModels } from './language-models.service';

/** Language models for the worker's agents and the API's assistant. */
@Module({
  imports: [ModelCacheModule],
  providers: [ModelChain, ModelCaller, StructuredConversation, LanguageModels],
  exports: [LanguageModels, ModelCacheModule],
})
export class LlmModule {}
