import { type ApiPriceRow, type InstanceRow, PURCHASES } from '@app/catalog';
import { instancesFor, replicasPerInstance } from '@app/pricing';
import type { ApiOptions } from './api-options';
import type { CatalogFacts } from './catalog-facts';
import type { HostedOptions } from './hosted-options';
import type { OptionColumns } from './option-columns';
import { scoreOf } from './option-score';
import type { HostedNeed, ReplicaLayoutChoice, SearchNeed } from './search-need';
import type { SearchOption } from './search-result';

/** What columns are read with. */
export interface ReaderParts {
  readonly need: SearchNeed;
  readonly hosted: HostedNeed;
  readonly facts: CatalogFacts;
  readonly columns: OptionColumns;
  readonly hostedOptions: HostedOptions;
  readonly apiOptions: ApiOptions;
}

/** Makes whole options out of places in the columns: only those that are shown. */
export class OptionReader {
  constructor(private readonly parts: ReaderParts) {}

  option(index: number): SearchOption {
    const place = this.parts.columns.row[index] as number;
    return place < 0
      ? this.api(index, this.parts.apiOptions.rows[-1 - place] as ApiPriceRow)
      : this.hosted(index, this.parts.facts.rows[place] as InstanceRow);
  }

  /** What makes two options one choice for a person: the provider with its accelerator, or the API. */
  family(index: number): string {
    const place = this.parts.columns.row[index] as number;
    if (place < 0) return `api ${place}`;
    const row = this.parts.facts.rows[place] as InstanceRow;
    return `${row.provider} ${row.acceleratorId}`;
  }

  /** Whether an option binds for a year or three. */
  isCommitment(index: number): boolean {
    const { columns } = this.parts;
    const purchase = PURCHASES[columns.purchase[index] as number];
    return (columns.row[index] as number) >= 0 && (purchase === 'commit-1y' || purchase === 'commit-3y');
  }

  private hosted(index: number, row: InstanceRow): SearchOption {
    const { columns, hosted, hostedOptions } = this.parts;
    const at = {
      precision: columns.precision[index] as number,
      layout: columns.layout[index] as number,
      extra: columns.extra[index] as number,
      purchase: columns.purchase[index] as number,
    };
    const sized = hostedOptions.sizeOf(row, at);
    const replicas = sized.obstacle === null ? sized.replicas : 0;
    const spare = sized.obstacle === null ? sized.spareReplicas : 0;
    const { group, stages } = hosted.layouts[at.layout] as ReplicaLayoutChoice;
    const packing = { row, replicasPerInstance: replicasPerInstance(row, group, stages) };
    const instances = instancesFor(packing, replicas, spare);
    const precision = hosted.precisions[at.precision] as HostedNeed['precisions'][number];
    const purchase = PURCHASES[at.purchase] as (typeof PURCHASES)[number];
    return {
      id: `${row.id}.${precision}.${group}${stages > 1 ? `p${stages}` : ''}x${replicas}.${purchase}`,
      kind: 'hosted',
      provider: row.provider,
      region: row.region,
      hardware: {
        instanceId: row.id,
        instanceType: row.instanceType,
        instances,
        acceleratorId: row.acceleratorId as string,
        precision,
        tensorParallel: group,
        stages,
        replicas,
        extraReplicas: hosted.extras[at.extra] as number,
        purchase,
      },
      apiId: null,
      ...this.values(index),
      riskTerms: hostedOptions.riskTerms(row, at.purchase, instances),
    };
  }

  private api(index: number, row: ApiPriceRow): SearchOption {
    return {
      id: `api.${row.id}`,
      kind: 'api',
      provider: row.provider,
      region: null,
      hardware: null,
      apiId: row.id,
      ...this.values(index),
      riskTerms: this.parts.apiOptions.riskTerms(row),
    };
  }

  private values(index: number) {
    const { columns, need } = this.parts;
    const known = (column: Float64Array): number | null => {
      const value = column[index] as number;
      return Number.isNaN(value) ? null : value;
    };
    const [cost, latency, carbon] = [known(columns.cost), known(columns.latency), known(columns.carbon)];
    const risk = columns.risk[index] as number;
    return {
      costUsdPerMonth: cost,
      latencyMs: latency,
      carbonKgPerMonth: carbon,
      risk,
      score: scoreOf({ cost, latency, carbon, risk }, need.weights),
    };
  }
}
