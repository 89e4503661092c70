import { Module } from '@nestjs/common';
import { RedisModule } from '@app/redis';
import { LanguageModels } from './language-models.service';

/** Language models for the worker's agents and the API's assistant. */
@Module({
  imports: [RedisModule],
  providers: [LanguageModels],
  exports: [LanguageModels],
})
export class LlmModule {}
