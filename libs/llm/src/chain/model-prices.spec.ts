import { loadCatalog } from '@app/catalog';
import type { Provider } from './model-link';
import { ModelPrices } from './model-prices';

const DAY = '2026-11-01';
/** Micro-dollars of a thousand tokens in and a thousand out. */
const thousandEach = (provider: Provider, model: string, overrides: readonly string[] = []): number =>
  new ModelPrices(overrides, loadCatalog)
    .priceOf(provider, model)
    .of({ input: 1_000, cachedInput: 0, cacheWrites: 0, output: 1_000 }, DAY);

describe('the price of a model', () => {
  it.each([
    ['openai', 'gpt-5-mini', 2_250],
    ['openai', 'gpt-5-mini-2025-08-07', 2_250],
    ['anthropic', 'claude-haiku-4-5', 6_000],
    ['anthropic', 'claude-haiku-4-5-20251001', 6_000],
    ['anthropic', 'claude-3-5-haiku-20241022', 4_800],
    ['ollama', 'whatever:70b', 0],
  ] as const)('of %s/%s comes from the catalog', (provider, model, microUsd) => {
    expect(thousandEach(provider, model)).toBe(microUsd);
  });

  it('is what LLM_PRICES says, before the catalog', () => {
    expect(thousandEach('openai', 'gpt-5-mini', ['openai/gpt-5-mini=3/4.5'])).toBe(7_500);
    expect(thousandEach('ollama', 'llama3', ['ollama/llama3=1/1'])).toBe(2_000);
  });

  it.each([
    ['openai', 'gpt-5-mini-latest'],
    ['openai', 'text-embedding-3-small'],
    ['openai', 'claude-haiku-4-5'],
    ['openai-compatible', 'gpt-5-mini'],
  ] as const)('of %s/%s is not guessed', (provider, model) => {
    expect(() => thousandEach(provider, model)).toThrow(
      expect.objectContaining({ code: 'llm.price-unknown' }),
    );
  });
});
