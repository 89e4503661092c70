import type { Catalog } from '@app/catalog';
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

  it('in LLM_PRICES is of what goes in, then of what comes out', () => {
    const price = new ModelPrices(['ollama/llama3=3/4.5'], loadCatalog).priceOf('ollama', 'llama3');
    const asked = { cachedInput: 0, cacheWrites: 0 };
    expect(price.of({ ...asked, input: 100, output: 0 }, DAY)).toBe(300);
    expect(price.of({ ...asked, input: 0, output: 100 }, DAY)).toBe(450);
  });

  it.each([
    ['m', 1],
    ['m-2026-01-01', 2],
    ['m-2026-02-02', 1],
    ['n', 3],
  ])('of a model with dates is that of its own row, else of one without: %s', (model, usd) => {
    const catalog = aCatalog(['m', 1], ['m-2026-01-01', 2], ['n-20260303', 3]);
    const price = new ModelPrices([], () => catalog).priceOf('openai', model);
    expect(price.of({ input: 10, cachedInput: 0, cacheWrites: 0, output: 0 }, DAY)).toBe(10 * usd);
  });

  it('is none where the catalog knows the model by that name for something else than chat', () => {
    const { apiPrices } = aCatalog(['m', 1]);
    const embedding = { ...apiPrices[0]!, kind: 'embedding' as const };
    const prices = new ModelPrices([], () => ({ apiPrices: [embedding] }) as unknown as Catalog);
    expect(() => prices.priceOf('openai', 'm')).toThrow(
      expect.objectContaining({ code: 'llm.price-unknown' }),
    );
  });

  it.each([
    ['anthropic', 'gpt-5-mini', /anthropic\/claude/, /openai\//],
    ['openai-compatible', 'gpt-5-mini', /operator.* 0\/0 .*own.*LLM_PRICES=/, /catalog/],
  ] as const)('of %s/%s is asked for in words that help', (provider, model, like, unlike) => {
    const refused = (): number => thousandEach(provider, model);
    expect(refused).toThrow(like);
    expect(refused).not.toThrow(unlike);
  });
});

/** With a million tokens of input at so many dollars, of chat models of OpenAI. */
function aCatalog(...models: ReadonlyArray<readonly [modelId: string, usd: number]>): Catalog {
  const { priceSchedule: _, longContextTiers: __, ...row } = loadCatalog().apiPrice('openai/gpt-5-mini');
  return {
    apiPrices: models.map(([modelId, inputUSDPerMTok]) => ({
      ...row,
      id: `openai/${modelId}`,
      modelId,
      inputUSDPerMTok,
      cacheWriteUSDPerMTok: null,
    })),
  } as unknown as Catalog;
}
