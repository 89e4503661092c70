import type { ApiPriceRow } from '@app/catalog';
import { meanOf } from '@app/sizing';
import type { ApiTraffic } from './api-price';
import { beyondThreshold } from './long-prompts';

/** USD per 10^6 tokens in force on a day; null is not sourced. */
interface PricesInForce {
  readonly input: number;
  readonly output: number | null;
  readonly cached: number | null;
  readonly cacheWrite: number | null;
  /** Price in force over list price: 1 unless a change applies. Parts without a price of their own follow it. */
  readonly change: number;
}

/** The prices on a day (ISO date): the last scheduled change that has begun, else the list price. */
export function pricesOn(row: ApiPriceRow, date: string): PricesInForce {
  const begun = (row.priceSchedule ?? [])
    .filter((entry) => entry.from <= date)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1);
  const input = begun?.inputUSDPerMTok ?? row.inputUSDPerMTok;
  const change = input / row.inputUSDPerMTok;
  return {
    input,
    output: begun?.outputUSDPerMTok ?? row.outputUSDPerMTok,
    cached: row.cachedInputUSDPerMTok === null ? null : row.cachedInputUSDPerMTok * change,
    cacheWrite: row.cacheWriteUSDPerMTok === null ? null : row.cacheWriteUSDPerMTok * change,
    change,
  };
}

/** USD of one mean request: the value and its bounds. */
export interface RequestCost {
  readonly value: number;
  readonly low: number;
  /** null where nothing bounds it. */
  readonly high: number | null;
  /** Parts whose price is not sourced, and how they were bounded. */
  readonly notes: readonly string[];
}

const REASONING =
  'without the tokens of reasoning before the answer, which are billed as output: no high end until they are measured';

/**
 * (Tin (1-h) p_in + Tin h p_cache + Tout p_out) / 10^6. Requests whose prompt is above a long-context threshold pay
 * that tier for all their tokens. null when the output price is not sourced but output is asked for.
 *
 * The value bills cached tokens at the cached price, or at the input price where none is sourced. Low: that part is
 * free where no price is sourced. High: each cached token is written to the cache anew where writing has a price; none
 * where the model reasons before it answers, for nobody says how many tokens that takes, and they are billed as output.
 */
export function requestCost(traffic: ApiTraffic, row: ApiPriceRow, date: string): RequestCost | null {
  const base = pricesOn(row, date);
  const output = traffic.outputTokens === null ? 0 : meanOf(traffic.outputTokens);
  if (output > 0 && base.output === null) return null;
  const tiers = row.longContextTiers;
  const threshold = tiers?.input_mtok[0]?.aboveTokens;
  const beyond =
    threshold === undefined ? { share: 0, tokens: 0 } : beyondThreshold(traffic.inputTokens, threshold);
  const inTier = (tier: { readonly usdPerMTok: number } | undefined): number | null =>
    tier === undefined ? null : tier.usdPerMTok * base.change;
  const above: PricesInForce = tiers
    ? {
        input: inTier(tiers.input_mtok[0]) ?? base.input,
        output: inTier(tiers.output_mtok[0]),
        cached: inTier(tiers.cache_read_mtok[0]),
        cacheWrite: inTier(tiers.cache_write_mtok?.[0]) ?? base.cacheWrite,
        change: base.change,
      }
    : base;
  if (output > 0 && beyond.share > 0 && above.output === null) return null;
  const total = meanOf(traffic.inputTokens);
  const parts = [
    partCost(base, total - beyond.tokens, output * (1 - beyond.share), traffic.cachedShare),
    partCost(above, beyond.tokens, output * beyond.share, traffic.cachedShare),
  ];
  const sum = (pick: (part: PartCost) => number): number => parts.reduce((all, part) => all + pick(part), 0);
  const reasons = output > 0 && row.reasoningSource !== undefined;
  return {
    value: sum((part) => part.value),
    low: sum((part) => part.low),
    high: reasons ? null : sum((part) => part.high),
    notes: [...(parts[0]?.notes ?? []), ...(reasons ? [REASONING] : [])],
  };
}

type PartCost = RequestCost & { readonly high: number };

function partCost(prices: PricesInForce, input: number, output: number, cachedShare: number): PartCost {
  const cachedTokens = input * cachedShare;
  const fixed = ((input - cachedTokens) * prices.input + output * (prices.output ?? 0)) / 1e6;
  const cached = (price: number): number => fixed + (cachedTokens * price) / 1e6;
  const read = prices.cached ?? prices.input;
  const notes: string[] = [];
  if (cachedShare > 0 && prices.cached === null) {
    notes.push('no cached price is sourced: value at the input price, low with cached tokens free');
  }
  if (cachedShare > 0 && prices.cacheWrite !== null) {
    notes.push('high with every cached token written to the cache anew');
  }
  return {
    value: cached(read),
    low: cached(prices.cached ?? 0),
    high: cached(Math.max(read, prices.cacheWrite ?? 0)),
    notes,
  };
}
