import { type ApiPriceRow, staleness } from '@app/catalog';
import { type ApiTraffic, priceApi } from '@app/pricing';
import { decidedAgainstApi, decidedReason } from './decided-limits';
import type { OptionColumns } from './option-columns';
import type { RemovalTally } from './removal-tally';
import { apiRisk, pointsOf, type RiskTerm } from './risk-score';
import type { SearchNeed } from './search-need';

/** Walks the API part of the space: every API of the catalog is written into the columns or counted as removed. */
export class ApiOptions {
  readonly rows: readonly ApiPriceRow[];
  private readonly sellers = new Map<string, Set<string>>();

  constructor(
    private readonly need: SearchNeed,
    private readonly columns: OptionColumns,
    private readonly tally: RemovalTally,
  ) {
    this.rows = need.catalog.apiPrices;
    for (const row of this.rows) {
      const known = this.sellers.get(row.modelId);
      if (known) known.add(row.provider);
      else this.sellers.set(row.modelId, new Set([row.provider]));
    }
  }

  walk(): void {
    this.rows.forEach((row, place) => {
      const obstacle = this.obstacle(row);
      if (obstacle !== null) return this.tally.add(obstacle, 1);
      const priced = priceApi(this.need.apis.traffic as ApiTraffic, row, this.need.asOf);
      if (priced.contextFits === false) return this.tally.add('api-context', 1);
      const cost = priced.monthly.value;
      if (cost === null) return this.tally.add('api-output-price', 1);
      if (cost > (this.need.limits.budgetUsdPerMonth ?? Infinity)) return this.tally.add('budget', 1);
      this.write(row, place, cost);
    });
  }

  riskTerms(row: ApiPriceRow): RiskTerm[] {
    const { stale } = staleness(row.source, this.need.asOf, 'api-price');
    const otherSellers = (this.sellers.get(row.modelId)?.size ?? 1) - 1;
    return apiRisk({ confidence: row.source.confidence, stale, otherSellers });
  }

  private obstacle(row: ApiPriceRow): string | null {
    const { limits, apis } = this.need;
    const { pins } = limits;
    if (limits.hosting === 'self-host-only') return 'self-host-only';
    if (!apis.comparable.has(row.id)) return 'other-model';
    const hardware = pins.region ?? pins.acceleratorId ?? pins.instanceType ?? pins.purchase ?? pins.provider;
    if (hardware !== undefined || (pins.apiId !== undefined && pins.apiId !== row.id)) return 'pinned';
    const decided = decidedAgainstApi(limits, row.id);
    if (decided) return decidedReason(decided);
    if (limits.apiPlaces.length > 0) return 'api-place';
    return apis.traffic === null ? 'api-traffic' : null;
  }

  /** Nobody publishes the latency that an API keeps, nor its emissions: both stay unknown. */
  private write(row: ApiPriceRow, place: number, cost: number): void {
    const { columns } = this;
    const at = columns.next();
    columns.row[at] = -1 - place;
    columns.cost[at] = cost;
    columns.latency[at] = NaN;
    columns.carbon[at] = NaN;
    columns.risk[at] = pointsOf(this.riskTerms(row));
  }
}
