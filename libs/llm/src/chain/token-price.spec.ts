import type { ApiPriceRow } from '@app/catalog';
import { loadCatalog } from '@app/catalog';
import { TokenPrice } from './token-price';

const DAY = '2026-11-01';
const usage = { input: 0, cachedInput: 0, cacheWrites: 0, output: 0 };
const row = (over: Partial<ApiPriceRow>): ApiPriceRow & { outputUSDPerMTok: number } => ({
  ...loadCatalog().apiPrice('anthropic/claude-haiku-4-5'),
  inputUSDPerMTok: 1,
  cachedInputUSDPerMTok: 0.1,
  cacheWriteUSDPerMTok: 1.25,
  ...over,
  outputUSDPerMTok: 5,
});

describe('the price of tokens', () => {
  it('counts what came from the cache and went into it at prices of its own', () => {
    const price = TokenPrice.listed(row({}));
    expect(price.of({ input: 1_000, cachedInput: 500, cacheWrites: 100, output: 10 }, DAY)).toBe(
      400 + 50 + 125 + 50,
    );
  });

  it('counts tokens that may have gone into the cache as if they had', () => {
    expect(TokenPrice.listed(row({})).of({ ...usage, input: 1_000, cacheWrites: null }, DAY)).toBe(1_250);
  });

  it('counts a cached token as an ordinary one where no price for it is sourced', () => {
    const price = TokenPrice.listed(row({ cachedInputUSDPerMTok: null }));
    expect(price.of({ ...usage, input: 1_000, cachedInput: 1_000 }, DAY)).toBe(1_000);
  });

  it('follows a change of the price from its day on', () => {
    const priceSchedule = [{ from: '2027-01-01', inputUSDPerMTok: 2, outputUSDPerMTok: 10 }];
    const price = TokenPrice.listed(row({ priceSchedule }));
    const asked = { input: 1_000, cachedInput: 500, cacheWrites: 0, output: 100 };
    expect(price.of(asked, '2026-12-31')).toBe(500 + 50 + 500);
    expect(price.of(asked, '2027-01-01')).toBe(1_000 + 100 + 1_000);
  });

  it('takes the tier of long prompts for all tokens of one', () => {
    const tier = (usdPerMTok: number) => [{ aboveTokens: 200_000, usdPerMTok }];
    const longContextTiers = { input_mtok: tier(2), output_mtok: tier(7), cache_read_mtok: tier(0.2) };
    const price = TokenPrice.listed(row({ longContextTiers }));
    expect(price.of({ ...usage, input: 200_000, output: 10 }, DAY)).toBe(200_050);
    expect(price.of({ ...usage, input: 200_001, output: 10 }, DAY)).toBe(400_072);
  });

  it('is rounded up to a whole micro-dollar', () => {
    expect(TokenPrice.flat(0.05, 0.4).of({ ...usage, input: 1, output: 1 }, DAY)).toBe(1);
  });

  it.each(
    loadCatalog().apiPrices.filter(
      ({ kind, outputUSDPerMTok }) => kind === 'chat' && outputUSDPerMTok !== null,
    ),
  )('of $id is never above the most that was set aside', (listed) => {
    const price = TokenPrice.listed(listed as ReturnType<typeof row>);
    for (const input of [1, 10_000, 250_000, 1_000_000]) {
      const most = price.most(input, 1_000, DAY);
      for (const cacheWrites of [null, 0, input])
        for (const cachedInput of cacheWrites === input ? [0] : [0, input])
          expect(price.of({ input, cachedInput, cacheWrites, output: 1_000 }, DAY)).toBeLessThanOrEqual(most);
    }
  });
});
