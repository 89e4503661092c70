import {
  factFigure,
  instancePriceFigure,
  type Catalog,
  type InstanceRow,
  type ManagedServiceRow,
} from '@app/catalog';
import { figure, unknownFigure, type Figure } from '@app/kernel';
import type { IndexSizing } from '@app/sizing';
import { HOURS_FIGURE, HOURS_PER_MONTH } from './billing-month';

const GIB = 2 ** 30;

/** The general-purpose disk of each provider, by its name in the catalog. */
const DISKS: Readonly<Record<string, string>> = {
  aws: 'EBS gp3',
  gcp: 'pd-balanced',
  azure: 'Ultra disk capacity',
};

/** A place for a vector index held in memory on one general instance, with its disk. Ids `pricing.<workload>.index.<place>`. */
export interface IndexPricing {
  readonly provider: string;
  readonly region: string;
  /** The cheapest instance without accelerators whose memory holds the index; null when none is listed. */
  readonly instanceType: string | null;
  readonly compute: Figure;
  readonly storage: Figure;
  /** USD a month; unknown if either part is. */
  readonly monthly: Figure;
  readonly figures: readonly Figure[];
}

/** The price of one copy of the index; copies for availability are not in it. */
export function priceIndex(
  sizing: IndexSizing,
  catalog: Catalog,
  place: { readonly provider: string; readonly region: string },
): IndexPricing {
  const scope = `pricing.${sizing.workloadId}.index.${place.provider}/${place.region}`;
  const host = cheapestHost(catalog, place, sizing.memoryBytes / GIB);
  const disk = catalog
    .managedServicesWith({ ...place, category: 'block-storage' })
    .find((row) => row.service === DISKS[place.provider]);
  const hostPrice = host === null ? null : instancePriceFigure(host, 'on-demand');
  const compute = computeFigure(scope, sizing, host, hostPrice);
  const { storage, price } = storageFigure(scope, sizing, disk);
  const draft = {
    id: `${scope}.monthly`,
    label: `vector index in ${place.region}, monthly`,
    unit: 'USD/month',
    formula: 'instance + disk, one copy',
    inputs: [compute.id, storage.id],
    sources: [...compute.sources, ...storage.sources],
    method: 'computed' as const,
  };
  const monthly =
    compute.value === null || storage.value === null
      ? unknownFigure({ ...draft, reason: compute.unknown ?? storage.unknown ?? 'not known' })
      : figure({ ...draft, value: compute.value + storage.value });
  return {
    ...place,
    instanceType: host?.instanceType ?? null,
    compute,
    storage,
    monthly,
    figures: [
      HOURS_FIGURE,
      ...(hostPrice === null ? [] : [hostPrice]),
      ...(price === null ? [] : [price]),
      compute,
      storage,
      monthly,
    ],
  };
}

function cheapestHost(
  catalog: Catalog,
  place: { readonly provider: string; readonly region: string },
  gib: number,
): InstanceRow | null {
  const hosts = catalog
    .instancesWith(place)
    .filter(
      (row) => row.acceleratorCount === 0 && (row.memoryGiB ?? 0) >= gib && row.onDemandUSDPerHour !== null,
    )
    .sort((a, b) => (a.onDemandUSDPerHour ?? 0) - (b.onDemandUSDPerHour ?? 0) || (a.id < b.id ? -1 : 1));
  return hosts[0] ?? null;
}

function computeFigure(
  scope: string,
  sizing: IndexSizing,
  host: InstanceRow | null,
  price: Figure | null,
): Figure {
  const draft = {
    id: `${scope}.compute`,
    label: 'instance that holds the index in memory, monthly',
    unit: 'USD/month',
    formula: 'cheapest instance without accelerators whose memory holds the index x 730 h',
    inputs: [sizing.ids.memory, HOURS_FIGURE.id, ...(price === null ? [] : [price.id])],
    method: 'computed' as const,
  };
  if (host === null || price === null || price.value === null) {
    return unknownFigure({
      ...draft,
      reason:
        'no instance with enough memory and a price is listed for this region; spreading it is not evaluated',
    });
  }
  return figure({ ...draft, value: price.value * HOURS_PER_MONTH, sources: [host.source] });
}

/** The disk for the index, at its size in memory. */
function storageFigure(scope: string, sizing: IndexSizing, disk: ManagedServiceRow | undefined) {
  const draft = {
    id: `${scope}.storage`,
    label: 'disk for the index, monthly',
    unit: 'USD/month',
    formula: 'size of the index in memory x price',
    method: 'computed' as const,
  };
  if (disk === undefined) {
    const storage = unknownFigure({
      ...draft,
      inputs: [sizing.ids.memory],
      reason: 'no disk price is listed for this region',
    });
    return { storage, price: null };
  }
  const price = factFigure({
    id: `catalog.service.${disk.id}`,
    label: `${disk.service} in ${disk.region}`,
    value: disk.priceUSD,
    unit: `USD/${disk.unit}`,
    source: disk.source,
  });
  const units = disk.unit === 'GiB-month' ? sizing.memoryBytes / GIB : sizing.memoryBytes / 1e9;
  const storage = figure({
    ...draft,
    value: units * disk.priceUSD,
    inputs: [sizing.ids.memory, price.id],
    sources: [disk.source],
  });
  return { storage, price };
}
