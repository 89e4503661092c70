import { Injectable } from '@nestjs/common';
import { loadCatalog } from '@app/catalog';
import { AppConfig, type Environment, presentSetting } from '@app/platform';
import type { ModelLink, Provider } from './model-link';
import { ModelPrices } from './model-prices';

/**
 * The models of LLM_CHAIN, first to last, each with what reaching it takes. Prices are checked when the process
 * starts, without asking anybody.
 * @throws llm.price-unknown
 */
@Injectable()
export class ModelChain {
  readonly links: readonly ModelLink[];

  constructor(config: AppConfig) {
    const prices = new ModelPrices(config.env.LLM_PRICES, loadCatalog);
    this.links = [...new Set(config.env.LLM_CHAIN)].map((name) => linkOf(name, config.env, prices));
  }
}

function linkOf(name: string, env: Environment, prices: ModelPrices): ModelLink {
  const slash = name.indexOf('/');
  const provider = name.slice(0, slash) as Provider;
  const model = name.slice(slash + 1);
  const { baseUrl, credentials } = reach(provider, env);
  const price = prices.priceOf(provider, model);
  return { provider, model, name, baseUrl: baseUrl.replace(/\/+$/, ''), price, credentials };
}

function reach(provider: Provider, env: Environment): Pick<ModelLink, 'baseUrl' | 'credentials'> {
  switch (provider) {
    case 'openai': {
      const key = presentSetting(env, 'OPENAI_API_KEY');
      return { baseUrl: env.OPENAI_BASE_URL, credentials: () => bearer(key) };
    }
    case 'openai-compatible': {
      const key = env.OPENAI_COMPATIBLE_API_KEY;
      return { baseUrl: presentSetting(env, 'OPENAI_COMPATIBLE_BASE_URL'), credentials: () => bearer(key) };
    }
    case 'anthropic': {
      const key = presentSetting(env, 'ANTHROPIC_API_KEY');
      return { baseUrl: env.ANTHROPIC_BASE_URL, credentials: () => ({ 'x-api-key': key }) };
    }
    case 'ollama':
      return { baseUrl: env.OLLAMA_BASE_URL, credentials: () => ({}) };
  }
}

function bearer(key: string | undefined): Record<string, string> {
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}
