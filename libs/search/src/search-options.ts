import { PURCHASES } from '@app/catalog';
import { ApiOptions } from './api-options';
import { CatalogFacts } from './catalog-facts';
import { decidedPurchase } from './decided-limits';
import { HostedOptions, pointsPerRow, type SizeMemo } from './hosted-options';
import { OptionColumns } from './option-columns';
import { OptionReader } from './option-reader';
import { scoresOf } from './option-score';
import { paretoFront } from './pareto-front';
import { RemovalTally } from './removal-tally';
import type { HostedNeed, SearchNeed, SizedPoint } from './search-need';
import type { PriceOfChoosing, SearchOption, SearchResult } from './search-result';
import { servingOptions } from './serving-sizer';
import { workOptions } from './work-sizer';

/**
 * All ways to run one workload that the catalog knows: those that fall out with their reasons, the Pareto front of the
 * rest over cost, latency, carbon and risk, and the recommended one by the weights. Pure: equal needs give equal
 * results.
 */
export function searchOptions(need: SearchNeed): SearchResult {
  const { columns, reader, tally, hosted, instances } = walked(need, new Map<string, SizedPoint[]>());
  const all = Array.from({ length: columns.size }, (_none, index) => index);
  const known = all.filter((index) => columns.axes.every((axis) => !Number.isNaN(axis[index])));
  return {
    workloadId: need.workloadId,
    total: instances * pointsPerRow(hosted) + need.catalog.apiPrices.length,
    removals: tally.list(need.limits, need.hostedReason),
    considered: columns.size,
    comparable: known.length,
    dimensions: dimensionsOf(need, hosted, instances),
    front: paretoFront(columns.axes, known)
      .map((index) => reader.option(index))
      .sort(byScore),
    ...choices(columns, reader, need),
    weights: need.weights,
  };
}

/** What `searchOptions` would recommend for each need, and nothing else; what needs host alike is sized once. */
export function recommendedOptions(needs: readonly SearchNeed[]): Array<SearchOption | null> {
  const sizes = new Map<string, SizeMemo>();
  return needs.map((need) => {
    const key = JSON.stringify(need.hosted);
    const memo: SizeMemo = sizes.get(key) ?? new Map<string, SizedPoint[]>();
    sizes.set(key, memo);
    const { columns, reader } = walked(need, memo);
    return choices(columns, reader, need).recommended;
  });
}

/** Every option of the space, written into the columns or counted as removed. */
function walked(need: SearchNeed, sizes: SizeMemo) {
  const rows = need.catalog.instances.filter((row) => row.acceleratorId !== null);
  const facts = new CatalogFacts(need.catalog, rows, need.limits, need.asOf);
  const hosted = dimensionsToHost(need.hosted);
  const columns = new OptionColumns();
  const tally = new RemovalTally();
  const hostedOptions = new HostedOptions(need, hosted, facts, columns, tally, sizes);
  if (need.hosted === null) tally.add('not-hosted', rows.length * pointsPerRow(hosted));
  else hostedOptions.walk();
  const apiOptions = new ApiOptions(need, columns, tally);
  apiOptions.walk();
  const reader = new OptionReader({ need, hosted, facts, columns, hostedOptions, apiOptions });
  return { columns, reader, tally, hosted, instances: rows.length };
}

function dimensionsToHost(hosted: SearchNeed['hosted']): HostedNeed {
  if (hosted?.kind === 'serving') return servingOptions(hosted.need);
  return workOptions(hosted?.precision ?? 'bf16', hosted?.work ?? []);
}

function dimensionsOf(need: SearchNeed, hosted: HostedNeed, instances: number): SearchResult['dimensions'] {
  return [
    { name: 'instances of a provider in a region', values: instances },
    { name: 'number formats', values: hosted.precisions.length },
    { name: 'layouts of a replica', values: hosted.layouts.length },
    { name: 'replicas beyond the need', values: hosted.extras.length },
    { name: 'ways of buying', values: PURCHASES.length },
    { name: 'model APIs', values: need.catalog.apiPrices.length },
  ];
}

/** Places of the options that the result names; -1 is none. */
interface Named {
  best: number;
  committed: number;
  unproven: number;
}

/** The best by score, the best elsewhere and with a commitment, and what is cheaper and not known well enough. */
function choices(
  columns: OptionColumns,
  reader: OptionReader,
  need: SearchNeed,
): Pick<SearchResult, 'recommended' | 'runnerUp' | 'committed' | 'unproven'> {
  const scores = scoresOf(columns.axes, columns.size, need.weights);
  // A way of buying that somebody fixed is theirs to choose.
  const { limits, commitments } = need;
  const isFree = commitments || limits.pins.purchase !== undefined || decidedPurchase(limits) !== undefined;
  const bound = (index: number): boolean => !isFree && reader.isCommitment(index);
  const named: Named = { best: -1, committed: -1, unproven: -1 };
  for (let index = 0; index < columns.size; index++) {
    const part = Number.isNaN(scores[index]) ? 'unproven' : bound(index) ? 'committed' : 'best';
    const column = part === 'unproven' ? columns.cost : scores;
    if (named[part] < 0 || lessThan(column, index, named[part])) named[part] = index;
  }
  const at = (index: number): SearchOption | null => (index < 0 ? null : reader.option(index));
  const recommended = at(named.best);
  const beside = (option: SearchOption | null) =>
    recommended && option ? { option, price: priceOfChoosing(option, recommended) } : null;
  const hidden = at(named.unproven);
  const isBetter = named.best < 0 || (named.committed >= 0 && lessThan(scores, named.committed, named.best));
  return {
    recommended,
    runnerUp: beside(at(bestElsewhere(reader, scores, named.best, bound))),
    committed: isBetter ? beside(at(named.committed)) : null,
    unproven: hidden && costOf(hidden) < costOf(recommended) ? hidden : null,
  };
}

function costOf(option: SearchOption | null): number {
  return option?.costUsdPerMonth ?? Infinity;
}

/** The best of another family than the best one. */
function bestElsewhere(
  reader: OptionReader,
  scores: Float64Array,
  best: number,
  bound: (index: number) => boolean,
): number {
  if (best < 0) return -1;
  const own = reader.family(best);
  let found = -1;
  for (let index = 0; index < scores.length; index++) {
    if (Number.isNaN(scores[index]) || (found >= 0 && !lessThan(scores, index, found))) continue;
    if (!bound(index) && reader.family(index) !== own) found = index;
  }
  return found;
}

function lessThan(column: Float64Array, a: number, b: number): boolean {
  return (column[a] as number) < (column[b] as number);
}

/** Axis by axis, what one option has more (positive) or less than another; null where either is not known. */
export function priceOfChoosing(option: SearchOption, over: SearchOption): PriceOfChoosing {
  const apart = (a: number | null, b: number | null): number | null =>
    a === null || b === null ? null : a - b;
  return {
    cost: apart(option.costUsdPerMonth, over.costUsdPerMonth),
    latency: apart(option.latencyMs, over.latencyMs),
    carbon: apart(option.carbonKgPerMonth, over.carbonKgPerMonth),
    risk: option.risk - over.risk,
  };
}

function byScore(a: SearchOption, b: SearchOption): number {
  const [x, y] = [a.score ?? Infinity, b.score ?? Infinity];
  return x === y ? (a.id < b.id ? -1 : 1) : x - y;
}
