import type { Catalog, ManagedServiceRow } from '@app/catalog';
import { figure, type Figure, unknownFigure } from '@app/kernel';
import { listPriceFigure, type PlatformPart } from './platform-services';
import { cheapestTier, GB_PER_GIB, type TierLoad, type TierPrice } from './tier-offers';

/** A database or cache beside the models that a provider would run. */
export interface ManagedTierNeed {
  /** Ids begin with `pricing.<scope>.platform`. */
  readonly scope: string;
  readonly role: 'database' | 'cache';
  readonly provider: string;
  readonly region: string;
  /** Processors of one instance. */
  readonly vcpus: Figure;
  /** GiB of one instance. */
  readonly memory: Figure;
  /** Instances, the spare among them. */
  readonly instances: Figure;
}

const LABELS = { database: 'Managed database (PostgreSQL)', cache: 'Managed cache (Redis)' } as const;
const PROVIDERS = ['aws', 'azure', 'gcp'] as const;
type End = 'value' | 'low' | 'high';

/**
 * A month of the cheapest managed database or cache of a provider that holds the need: instances x price, without
 * storage and backups. Where the provider's list has no size near to it, it is unknown, bounded by the dearest of the
 * others. A price of another region stands in with the range of what all providers ask.
 */
export function priceManagedTier(need: ManagedTierNeed, catalog: Catalog): PlatformPart {
  const { role, provider, region, scope } = need;
  const priceAt = (name: string, end: End): TierPrice | null =>
    cheapestTier(role, name, loadOf(need, end), catalog);
  const own = priceAt(provider, 'value');
  const dearest = Math.max(...PROVIDERS.map((name) => priceAt(name, 'high')?.usd ?? 0));
  const id = `pricing.${scope}.platform.${role}`;
  const draft = {
    id,
    label: LABELS[role],
    unit: 'USD/month',
    method: 'computed' as const,
    inputs: [need.vcpus.id, need.memory.id, need.instances.id],
  };
  const base = { role, category: 'managed-services' as const, row: own?.rows[0] ?? null };
  const needs = [need.memory, need.vcpus, need.instances];
  if (!own) {
    const monthly = unknownFigure({
      ...draft,
      formula: 'instances x price of the cheapest listed size that holds the need',
      reason: `the catalog lists no size of it near to the need at ${provider}`,
    });
    const bound = dearest > 0 ? boundFigure(draft, dearest) : null;
    return {
      ...base,
      elsewhere: false,
      monthly,
      bound,
      figures: [...needs, monthly, ...(bound ? [bound] : [])],
    };
  }
  const elsewhere = own.rows.some((row) => row.region !== region);
  const names = elsewhere ? PROVIDERS : [provider];
  const ends = (end: 'low' | 'high'): number[] => names.flatMap((name) => priceAt(name, end)?.usd ?? []);
  const prices = own.rows.map((row) => listPriceFigure(row));
  const monthly = figure({
    ...draft,
    value: own.usd,
    low: Math.min(own.usd, ...ends('low')),
    high: Math.max(own.usd, ...ends('high')),
    formula: `${own.formula}; without storage and backups${elsewhere ? `; the price of ${own.rows[0]?.region ?? ''} stands in for ${region}, its range is that of all providers listed` : ''}`,
    inputs: [...draft.inputs, ...prices.map((price) => price.id)],
    sources: own.rows.map((row: ManagedServiceRow) => row.source),
  });
  return { ...base, elsewhere, monthly, bound: null, figures: [...needs, ...prices, monthly] };
}

function loadOf({ vcpus, memory, instances }: ManagedTierNeed, end: End): TierLoad {
  const of = (entry: Figure): number => entry[end] ?? entry.value ?? 0;
  return { vcpus: of(vcpus), gb: of(memory) * GB_PER_GIB, instances: of(instances), beyond: end === 'high' };
}

function boundFigure(draft: { id: string; label: string; inputs: readonly string[] }, usd: number): Figure {
  return figure({
    id: `${draft.id}.bound`,
    label: `${draft.label}, at the dearest listed price`,
    value: usd,
    unit: 'USD/month',
    method: 'computed',
    formula: 'the dearest of the cheapest sizes of each provider that hold the need',
    inputs: [...draft.inputs],
  });
}
