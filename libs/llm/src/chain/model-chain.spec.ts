import { inspect } from 'node:util';
import { AppConfig } from '@app/platform';
import { ModelChain } from './model-chain';

const chainOf = (env: Record<string, string>): ModelChain =>
  new ModelChain(
    AppConfig.fromEnvironment({
      MONGODB_URL: 'mongodb://127.0.0.1:27017/none',
      REDIS_URL: 'redis://127.0.0.1:6379',
      ...env,
    }),
  );
const refusal = (env: Record<string, string>): { code: string; message: string } => {
  try {
    chainOf(env);
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('The chain was accepted.');
};

describe('the chain of models', () => {
  it('is empty unless configured', () => {
    expect(chainOf({}).links).toEqual([]);
  });

  it('keeps the configured order and asks no model twice', () => {
    const chain = chainOf({
      LLM_CHAIN: 'ollama/llama3.1:8b, anthropic/claude-haiku-4-5, ollama/llama3.1:8b',
      ANTHROPIC_API_KEY: 'key',
    });
    expect(chain.links.map(({ name }) => name)).toEqual(['ollama/llama3.1:8b', 'anthropic/claude-haiku-4-5']);
  });

  it('reaches each provider at its own address, with its own key', () => {
    const { links } = chainOf({
      LLM_CHAIN: 'openai/gpt-5-mini,openai-compatible/m,anthropic/claude-haiku-4-5,ollama/llama3',
      LLM_PRICES: 'openai-compatible/m=1/1',
      OPENAI_API_KEY: 'key-a',
      OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
      OPENAI_COMPATIBLE_API_KEY: 'key-b',
      OPENAI_COMPATIBLE_BASE_URL: 'http://127.0.0.1:2/v1',
      ANTHROPIC_API_KEY: 'key-c',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:3',
      OLLAMA_BASE_URL: 'http://127.0.0.1:4',
    });
    expect(links.map(({ provider, baseUrl, credentials }) => [provider, baseUrl, credentials()])).toEqual([
      ['openai', 'http://127.0.0.1:1/v1', { authorization: 'Bearer key-a' }],
      ['openai-compatible', 'http://127.0.0.1:2/v1', { authorization: 'Bearer key-b' }],
      ['anthropic', 'http://127.0.0.1:3', { 'x-api-key': 'key-c' }],
      ['ollama', 'http://127.0.0.1:4', {}],
    ]);
  });

  it('needs no key for a server of its own', () => {
    const [link] = chainOf({
      LLM_CHAIN: 'openai-compatible/org/model',
      LLM_PRICES: 'openai-compatible/org/model=0/0',
      OPENAI_COMPATIBLE_BASE_URL: 'http://127.0.0.1:8000/v1/',
    }).links;
    expect(link).toMatchObject({ model: 'org/model', baseUrl: 'http://127.0.0.1:8000/v1' });
    expect(link?.credentials()).toEqual({});
  });

  it('is refused with a model that has no price, naming those most like it', () => {
    const { code, message } = refusal({ LLM_CHAIN: 'openai/gpt-5-minni', OPENAI_API_KEY: 'key' });
    expect(code).toBe('llm.price-unknown');
    expect(message).toContain('openai/gpt-5-mini');
    expect(message).toContain('LLM_PRICES=openai/gpt-5-minni=');
  });

  it('shows no key when it is printed or serialised', () => {
    const chain = chainOf({ LLM_CHAIN: 'openai/gpt-5-mini', OPENAI_API_KEY: 'sk-canary' });
    expect(inspect(chain, { depth: 9, showHidden: true })).not.toContain('sk-canary');
    expect(JSON.stringify(chain)).not.toContain('sk-canary');
    expect(chain.links[0]?.credentials()).toEqual({ authorization: 'Bearer sk-canary' });
  });
});
