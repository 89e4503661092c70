import type { ApiPriceRow } from '@app/catalog';
import { loadCatalog } from '@app/catalog';
import { TokenPrice } from './token-price';

const DAY = '2026-11-01';
const NO_TIERS = { input_mtok: [], output_mtok: [], cache_read_mtok: [] };
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

  it('counts tokens as ordinary ones where the cache takes them for less', () => {
    const price = TokenPrice.listed(row({ cacheWriteUSDPerMTok: 0.5 }));
    expect(price.of({ ...usage, input: 1_000, cacheWrites: null }, DAY)).toBe(1_000);
  });

  it('is never below nothing, whatever a provider says came from its cache', () => {
    const price = TokenPrice.listed(row({}));
    expect(price.of({ ...usage, input: 100, cachedInput: 1_000 }, DAY)).toBe(100);
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

  it('is that of the last change begun, in whatever order they are listed', () => {
    const change = (from: string, usd: number) => ({ from, inputUSDPerMTok: usd, outputUSDPerMTok: usd });
    const changes = [change('2026-03-01', 3), change('2026-05-01', 4), change('2026-04-01', 2)];
    const price = TokenPrice.listed(row({ priceSchedule: changes }));
    expect(price.of({ ...usage, input: 10, output: 10 }, DAY)).toBe(80);
  });

  it('takes the highest tier that a prompt reaches', () => {
    const input_mtok = [1_000, 2_000, 3_000].map((aboveTokens) => ({ aboveTokens, usdPerMTok: aboveTokens }));
    const price = TokenPrice.listed(row({ longContextTiers: { ...NO_TIERS, input_mtok } }));
    expect(price.of({ ...usage, input: 2_500 }, DAY)).toBe(2_500 * 2_000);
  });

  it('has tiers for what goes into the cache too', () => {
    const cache_write_mtok = [{ aboveTokens: 50, usdPerMTok: 9 }];
    const price = TokenPrice.listed(row({ longContextTiers: { ...NO_TIERS, cache_write_mtok } }));
    expect(price.of({ ...usage, input: 100, cacheWrites: 100 }, DAY)).toBe(900);
  });

  it('counts what goes into the cache as ordinary tokens where no price for it is sourced', () => {
    const price = TokenPrice.listed(row({ cacheWriteUSDPerMTok: null }));
    expect(price.of({ ...usage, input: 100, cacheWrites: 100 }, DAY)).toBe(100);
  });

  it('keeps the prices of the parts where the input was free before a change', () => {
    const priceSchedule = [{ from: '2026-01-01', inputUSDPerMTok: 2, outputUSDPerMTok: 5 }];
    const price = TokenPrice.listed(row({ inputUSDPerMTok: 0, cachedInputUSDPerMTok: 1, priceSchedule }));
    expect(price.of({ ...usage, input: 10, cachedInput: 10 }, DAY)).toBe(10);
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
