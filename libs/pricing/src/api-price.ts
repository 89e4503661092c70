import type { ApiPriceRow } from '@app/catalog';
import type { Figure } from '@app/kernel';

/** Tokens as sizing reads them: median and 95th percentile of a log-normal. */
export interface ApiTokenSpread {
  readonly p50: number;
  readonly p95: number;
}

/** What is sent to an API in a month. */
export interface ApiTraffic {
  readonly workloadId: string;
  readonly requestsPerMonth: number;
  readonly inputTokens: ApiTokenSpread;
  /** null for embedding. */
  readonly outputTokens: ApiTokenSpread | null;
  readonly cachedShare: number;
  readonly inputRefs: Partial<
    Record<'requestsPerMonth' | 'inputTokens' | 'outputTokens' | 'cachedShare', readonly string[]>
  >;
}

/** The price of that traffic on one API model. Ids start with `pricing.<workload>.api.<row id>`. */
export interface ApiPricing {
  readonly rowId: string;
  readonly row: ApiPriceRow;
  /** USD a month at the prices of `asOf`. */
  readonly monthly: Figure;
  readonly perRequest: Figure;
  /** Whether the 95th percentile of prompt and answer fits the context window; null where that is not sourced. */
  readonly contextFits: boolean | null;
  /** The same after each change that the provider has announced for later than `asOf`. */
  readonly announced: ReadonlyArray<{ readonly from: string; readonly monthly: Figure }>;
  /** Whether the list price is older than the catalog's limit for it on the day of the assessment. */
  readonly stale: boolean;
  readonly figures: readonly Figure[];
}

/** A model's name by which it can be ordered: sizes that its id alone tells apart are added (`text embedding 3 large`). */
export function apiModelName(row: ApiPriceRow): string {
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const [name, id] = [bare(row.model), bare(row.modelId)];
  const rest = id.startsWith(name) ? id.slice(name.length) : '';
  return /^[a-z]+$/.test(rest) ? `${row.model} ${rest}` : row.model;
}
