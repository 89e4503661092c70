import { Injectable } from '@nestjs/common';
import { type Catalog, effectiveCatalog, loadCatalog } from '@app/catalog';
import { OverridesService } from './overrides.service';

/** Rows of all tenants' catalogs that are kept, each at least as much as the shipped rows that discounts may copy. */
const MOST_ROWS_KEPT = 200_000;
const LEAST_WEIGHT = 1_000;

interface Kept {
  readonly catalog: Promise<Catalog>;
  weight: number;
}

/** The catalog as each tenant sees it. A version never changes, so those that were used last are kept. */
@Injectable()
export class TenantCatalogs {
  /** In the order of their last use. */
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly overrides: OverridesService) {}

  /** With the tenant's files of now. */
  async current(tenantId: string): Promise<Catalog> {
    return this.at(tenantId, await this.overrides.currentVersion(tenantId));
  }

  /** With the tenant's files of a version; 0 is the shipped catalog. @throws overrides.version-not-found */
  async at(tenantId: string, version: number): Promise<Catalog> {
    if (version === 0) return loadCatalog();
    const key = JSON.stringify([tenantId, version]);
    const known = this.kept.get(key);
    this.kept.delete(key);
    const entry = known ?? { catalog: this.make(tenantId, version), weight: LEAST_WEIGHT };
    this.kept.set(key, entry);
    try {
      const catalog = await entry.catalog;
      entry.weight = LEAST_WEIGHT + catalog.overrides.files.reduce((sum, { rows }) => sum + rows.length, 0);
      this.makeRoom();
      return catalog;
    } catch (error) {
      // What failed is asked for anew the next time.
      if (this.kept.get(key) === entry) this.kept.delete(key);
      throw error;
    }
  }

  /** How many catalogs are kept. */
  get size(): number {
    return this.kept.size;
  }

  private async make(tenantId: string, version: number): Promise<Catalog> {
    return effectiveCatalog(loadCatalog(), await this.overrides.overridesAt(tenantId, version));
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
