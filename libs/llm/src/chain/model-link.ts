import type { TokenPrice } from './token-price';

export type Provider = 'openai' | 'openai-compatible' | 'anthropic' | 'ollama';

/** One model of the chain and how to reach it. */
export interface ModelLink {
  readonly provider: Provider;
  /** The provider's own id of the model. */
  readonly model: string;
  /** `provider/model`, as in LLM_CHAIN. */
  readonly name: string;
  readonly baseUrl: string;
  readonly price: TokenPrice;
  /** What proves who we are. A function, so that no printed or serialised link holds a key. */
  readonly credentials: () => Readonly<Record<string, string>>;
}
