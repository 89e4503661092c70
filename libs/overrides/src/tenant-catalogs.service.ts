import { Injectable } from '@nestjs/common';
import {
  type Catalog,
  type CatalogOverrides,
  discountPeriod,
  effectiveCatalogSteps,
  loadCatalog,
  overridesOn,
} from '@app/catalog';
import { inTurns } from './in-turns';
import { OverridesService } from './overrides.service';

/** Rows of all tenants' catalogs that are kept, each at least as much as the shipped rows that discounts may copy. */
const MOST_ROWS_KEPT = 200_000;
const LEAST_WEIGHT = 1_000;

/** Days of one version may differ by the discounts that stand on them; of so many sets a catalog is kept. */
const MOST_PERIODS = 3;

interface Kept {
  readonly overrides: Promise<CatalogOverrides>;
  readonly byPeriod: Map<number, Promise<Catalog>>;
  weight: number;
}

/** The catalog as each tenant sees it. A version never changes, so those that were used last are kept. */
@Injectable()
export class TenantCatalogs {
  /** In the order of their last use. */
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly overrides: OverridesService) {}

  /** With the tenant's files of now, as they stand on a day (ISO date). */
  async current(tenantId: string, asOf: string): Promise<Catalog> {
    return this.at(tenantId, await this.overrides.currentVersion(tenantId), asOf);
  }

  /**
   * With the tenant's files of a version, as they stand on a day (ISO date); 0 is the shipped catalog.
   * @throws overrides.version-not-found
   */
  async at(tenantId: string, version: number, asOf: string): Promise<Catalog> {
    if (version === 0) return loadCatalog();
    const key = JSON.stringify([tenantId, version]);
    const entry = this.used(key, () => this.overrides.overridesAt(tenantId, version));
    try {
      const overrides = await entry.overrides;
      const catalog = await catalogOf(entry, overrides, asOf);
      const rows = overrides.files.reduce((sum, file) => sum + file.rows.length, 0);
      entry.weight = entry.byPeriod.size * (LEAST_WEIGHT + rows);
      this.makeRoom();
      return catalog;
    } catch (error) {
      // What failed is asked for anew the next time.
      if (this.kept.get(key) === entry) this.kept.delete(key);
      throw error;
    }
  }

  /** How many versions are kept. */
  get size(): number {
    return this.kept.size;
  }

  private used(key: string, read: () => Promise<CatalogOverrides>): Kept {
    const entry = this.kept.get(key) ?? { overrides: read(), byPeriod: new Map(), weight: LEAST_WEIGHT };
    this.kept.delete(key);
    this.kept.set(key, entry);
    return entry;
  }

  private makeRoom(): void {
    let rows = [...this.kept.values()].reduce((sum, { weight }) => sum + weight, 0);
    for (const [key, { weight }] of this.kept) {
      if (rows <= MOST_ROWS_KEPT) return;
      this.kept.delete(key);
      rows -= weight;
    }
  }
}

function catalogOf({ byPeriod }: Kept, overrides: CatalogOverrides, asOf: string): Promise<Catalog> {
  const period = discountPeriod(overrides, asOf);
  const made =
    byPeriod.get(period) ?? inTurns(effectiveCatalogSteps(loadCatalog(), overridesOn(overrides, asOf)));
  byPeriod.delete(period);
  byPeriod.set(period, made);
  const [oldest] = byPeriod.keys();
  if (byPeriod.size > MOST_PERIODS && oldest !== undefined) byPeriod.delete(oldest);
  return made;
}
