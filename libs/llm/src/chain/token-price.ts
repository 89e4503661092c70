import type { ApiPriceRow } from '@app/catalog';

/** What one answer used up, as its provider counted. */
export interface TokenUsage {
  /** All tokens that went in, with those read from and written to the provider's cache. */
  readonly input: number;
  readonly cachedInput: number;
  /** null where the provider does not tell them from the others. */
  readonly cacheWrites: number | null;
  readonly output: number;
}

/** Micro-dollars for one token, which is the same number as US dollars for a million. */
interface Rates {
  readonly input: number;
  readonly output: number;
  readonly cachedInput: number;
  readonly cacheWrite: number;
}

/** What a model's tokens cost, in micro-dollars. */
export class TokenPrice {
  private constructor(private readonly rates: (inputTokens: number, day: string) => Rates) {}

  /** The same for all tokens, cached or not. USD per million. */
  static flat(input: number, output: number): TokenPrice {
    const rates = { input, output, cachedInput: input, cacheWrite: input };
    return new TokenPrice(() => rates);
  }

  /** By a row of the catalog, with its changes by date and its tiers for long prompts. */
  static listed(row: ApiPriceRow & { readonly outputUSDPerMTok: number }): TokenPrice {
    return new TokenPrice((inputTokens, day) => ratesOf(row, inputTokens, day));
  }

  /** What an answer cost. Rounded up to a whole micro-dollar. `day` is an ISO date. */
  of(usage: TokenUsage, day: string): number {
    const { input, output, cachedInput, cacheWrite } = this.rates(usage.input, day);
    const writes = usage.cacheWrites ?? 0;
    const plain = Math.max(usage.input - usage.cachedInput - writes, 0);
    // Tokens that may have been written to the cache count as if they were, so that a limit is kept.
    const each = usage.cacheWrites === null ? Math.max(input, cacheWrite) : input;
    return Math.ceil(
      plain * each + usage.cachedInput * cachedInput + writes * cacheWrite + usage.output * output,
    );
  }

  /** The most that a call can cost: each token at the dearest price that it may turn out to have. */
  most(inputTokens: number, outputTokens: number, day: string): number {
    const possible = [this.rates(0, day), this.rates(inputTokens, day)];
    const dearest = (pick: (rates: Rates) => number): number => Math.max(...possible.map(pick));
    const input = dearest((rates) => Math.max(rates.input, rates.cacheWrite, rates.cachedInput));
    return Math.ceil(inputTokens * input + outputTokens * dearest((rates) => rates.output));
  }
}

function ratesOf(
  row: ApiPriceRow & { readonly outputUSDPerMTok: number },
  inputTokens: number,
  day: string,
): Rates {
  const begun = (row.priceSchedule ?? [])
    .filter((change) => change.from <= day)
    .reduce<{
      from: string;
      inputUSDPerMTok: number;
      outputUSDPerMTok: number;
    } | null>((last, change) => (last === null || change.from > last.from ? change : last), null);
  const base = begun ?? row;
  // Parts without a price of their own follow the change of the input price.
  const change = row.inputUSDPerMTok === 0 ? 1 : base.inputUSDPerMTok / row.inputUSDPerMTok;
  const tiers = row.longContextTiers;
  const tier = (steps: ReadonlyArray<{ aboveTokens: number; usdPerMTok: number }> | undefined) =>
    steps?.filter((step) => step.aboveTokens < inputTokens).sort((a, b) => b.aboveTokens - a.aboveTokens)[0];
  const scaled = (price: number | null | undefined): number | undefined =>
    price == null ? undefined : price * change;
  const input = scaled(tier(tiers?.input_mtok)?.usdPerMTok) ?? base.inputUSDPerMTok;
  return {
    input,
    output: scaled(tier(tiers?.output_mtok)?.usdPerMTok) ?? base.outputUSDPerMTok,
    // Where no price is sourced, a cached token counts as an ordinary one.
    cachedInput: scaled(tier(tiers?.cache_read_mtok)?.usdPerMTok ?? row.cachedInputUSDPerMTok) ?? input,
    cacheWrite: scaled(tier(tiers?.cache_write_mtok)?.usdPerMTok ?? row.cacheWriteUSDPerMTok) ?? input,
  };
}
