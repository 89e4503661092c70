import type { Catalog, ManagedServiceRow } from '@app/catalog';
import { HOURS_PER_MONTH } from './billing-month';

export const GB_PER_GIB = 1.073741824;

/** What a database or cache has to hold. */
export interface TierLoad {
  /** Processors and GB of one instance. */
  readonly vcpus: number;
  readonly gb: number;
  readonly instances: number;
  /** Whether sizes beyond the largest listed one may be reckoned in proportion: for the high end of a range. */
  readonly beyond: boolean;
}

export interface TierPrice {
  /** USD a month. */
  readonly usd: number;
  readonly rows: readonly ManagedServiceRow[];
  readonly formula: string;
}

/** A size as it is listed. */
interface Size {
  readonly row: ManagedServiceRow;
  readonly vcpus: number;
  readonly gb: number;
  readonly usdPerMonth: number;
  /** Whether the price holds for the spare as well. */
  readonly paired: boolean;
}

/** A need may be above a size by rounding: presumed memory is not that exact. */
const TOLERANCE = 1.05;
/** Beyond this multiple of the need a size says nothing of what it would cost. */
const FAR_ABOVE = 4;

/** The cheapest offer of a provider that holds a load; null where none is listed near to it. */
export function cheapestTier(
  role: 'database' | 'cache',
  provider: string,
  load: TierLoad,
  catalog: Catalog,
): TierPrice | null {
  const category = role === 'database' ? 'managed-postgres' : 'managed-redis';
  const rows = catalog.managedServicesWith({ category }).filter((row) => row.provider === provider);
  const byUnit = role === 'database' ? databaseByUnit(rows, load) : cacheByUnit(rows, load);
  return byUnit ?? bySize(rows.flatMap(sizeOf), load);
}

function bySize(sizes: readonly Size[], load: TierLoad): TierPrice | null {
  const spare = load.instances > 1;
  const count = (size: Size): number => (size.paired ? Math.ceil(load.instances / 2) : load.instances);
  const near = sizes.filter((size) => spare || !size.paired);
  const holding = near.filter(
    ({ vcpus, gb }) => vcpus >= load.vcpus && gb * TOLERANCE >= load.gb && gb <= load.gb * FAR_ABOVE,
  );
  const priced = holding
    .map((size) => ({ size, usd: count(size) * size.usdPerMonth }))
    .sort((a, b) => a.usd - b.usd || (a.size.row.id < b.size.row.id ? -1 : 1));
  const [best] = priced;
  if (best) {
    const formula = `${best.size.paired ? 'pairs' : 'instances'} x price of the cheapest listed size that holds the need${best.size.row.unit === 'hour' ? ` x ${HOURS_PER_MONTH} h` : ''}`;
    return { usd: best.usd, rows: [best.size.row], formula };
  }
  const largest = [...near].sort((a, b) => b.gb - a.gb)[0];
  if (!load.beyond || !largest || largest.gb > load.gb * FAR_ABOVE) return null;
  const times = Math.max(load.vcpus / largest.vcpus, load.gb / largest.gb, 1);
  return { usd: count(largest) * largest.usdPerMonth * times, rows: [largest.row], formula: 'in proportion' };
}

/** What the name of a size says of it; nothing for rows that are no size, or leave its memory open. */
function sizeOf(row: ManagedServiceRow): Size[] {
  const whole = /\((\d+) vCPU, (\d+) GiB\)$/.exec(row.service);
  if (row.unit === 'hour' && whole)
    return [
      {
        row,
        vcpus: Number(whole[1]),
        gb: Number(whole[2]) * GB_PER_GIB,
        usdPerMonth: row.priceUSD * HOURS_PER_MONTH,
        paired: false,
      },
    ];
  const node = /^Azure Cache for Redis (Basic|Standard) \w+ \((\d+) GB(, replicated pair)?\)$/.exec(
    row.service,
  );
  if (row.unit !== 'node-month' || !node) return [];
  // Caches are sold by their memory; look-ups need few processors.
  const paired = node[3] !== undefined;
  return [{ row, vcpus: Infinity, gb: Number(node[2]), usdPerMonth: row.priceUSD, paired }];
}

/** Processors and memory priced apart: any size can be had, and a price of its own with a spare in another zone. */
function databaseByUnit(rows: readonly ManagedServiceRow[], load: TierLoad): TierPrice | null {
  const kind = load.instances > 1 ? 'regional (HA)' : 'zonal';
  const cpu = rows.find((row) => row.service === `Cloud SQL vCPU ${kind}` && row.unit === 'vCPU-hour');
  const memory = rows.find((row) => row.service === `Cloud SQL memory ${kind}` && row.unit === 'GB-month');
  if (!cpu || !memory) return null;
  return {
    usd: load.vcpus * cpu.priceUSD * HOURS_PER_MONTH + load.gb * memory.priceUSD,
    rows: [cpu, memory],
    formula: `processors x price x ${HOURS_PER_MONTH} h + GB x price, ${kind}`,
  };
}

/** Memory priced by the GB, the price falling with the size of the instance: a larger one than needed may cost less. */
function cacheByUnit(rows: readonly ManagedServiceRow[], load: TierLoad): TierPrice | null {
  const kind = load.instances > 1 ? 'Standard (HA)' : 'Basic';
  const [best] = rows
    .flatMap((row) => {
      const band = /^Memorystore Redis (.+) M\d \((>?\d+)(?:-(\d+))? GB\)$/.exec(row.service);
      if (!band || band[1] !== kind || row.unit !== 'GB-month') return [];
      if (Number(band[3] ?? Infinity) < load.gb) return [];
      const least = Number(band[2]?.replace('>', ''));
      return [{ row, least, usd: Math.max(load.gb, least) * row.priceUSD }];
    })
    .sort((a, b) => a.usd - b.usd || a.least - b.least);
  if (!best) return null;
  const formula = `GB x price of the cheapest band that holds them, at least ${best.least} GB, ${kind}`;
  return { usd: best.usd, rows: [best.row], formula };
}
