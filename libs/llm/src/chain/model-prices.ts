import type { ApiPriceRow, Catalog } from '@app/catalog';
import { nearestIds } from '@app/catalog';
import { priceNotSet, priceUnknown } from '../llm.errors';
import type { Provider } from './model-link';
import { TokenPrice } from './token-price';

type PricedRow = ApiPriceRow & { readonly outputUSDPerMTok: number };

/** `gpt-5-mini-2025-08-07`, `claude-haiku-4-5-20251001` */
const DATED = /-(\d{4}-\d{2}-\d{2}|\d{8})$/;

/** What models cost: what LLM_PRICES says, else what the catalog lists. */
export class ModelPrices {
  private readonly set: ReadonlyMap<string, TokenPrice>;

  /** `overrides` are the entries of LLM_PRICES: `provider/model=input/output`. */
  constructor(
    overrides: readonly string[],
    private readonly catalog: () => Catalog,
  ) {
    this.set = new Map(overrides.map(parsed));
  }

  /** @throws llm.price-unknown naming the nearest ids of the catalog, where one could be meant */
  priceOf(provider: Provider, model: string): TokenPrice {
    const name = `${provider}/${model}`;
    const price = this.set.get(name) ?? this.listed(provider, model);
    if (price !== undefined) return price;
    throw provider === 'openai-compatible'
      ? priceNotSet(name)
      : priceUnknown(name, this.nearest(provider, model));
  }

  private listed(provider: Provider, model: string): TokenPrice | undefined {
    // Nobody bills for what runs on one's own machine.
    if (provider === 'ollama') return TokenPrice.flat(0, 0);
    // Who is behind an address of one's own choice, and what they charge, only the one who chose it knows.
    if (provider === 'openai-compatible') return undefined;
    const rows = this.chatRows().filter((row) => row.id.startsWith(`${provider}/`));
    const undated = model.replace(DATED, '');
    const row =
      rows.find((candidate) => candidate.modelId === model) ??
      rows.find((candidate) => candidate.modelId.replace(/-latest$/, '').replace(DATED, '') === undated);
    return row === undefined ? undefined : TokenPrice.listed(row);
  }

  private nearest(provider: Provider, model: string): string[] {
    const own = this.chatRows().filter((row) => row.id.startsWith(`${provider}/`));
    return nearestIds(
      `${provider}/${model}`,
      own.map((row) => row.id),
    );
  }

  private chatRows(): PricedRow[] {
    return this.catalog().apiPrices.filter(
      (row): row is PricedRow => row.kind === 'chat' && row.outputUSDPerMTok !== null,
    );
  }
}

function parsed(entry: string): [string, TokenPrice] {
  const [, name = '', input, output] = /^(.+)=([\d.]+)\/([\d.]+)$/.exec(entry) ?? [];
  return [name, TokenPrice.flat(Number(input), Number(output))];
}
