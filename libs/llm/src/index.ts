export * from './cache/model-cache.module';
export { ModelCache } from './cache/model-cache.service';
export * from './language-models.service';
export * from './llm.errors';
export * from './llm.module';
export * from './model-question';
export * from './purse';
