import { Injectable } from '@nestjs/common';
import { type Catalog, loadCatalog } from '@app/catalog';
import type { Page, PageRequest } from '@app/database';
import { badCursor, encodeCursor } from '@app/database';
import { Clock } from '@app/kernel';
import { TenantCatalogs } from '@app/overrides';
import { CurrentTenant } from '../http/current-tenant';
import { onlyFields } from '../http/sparse-fields';
import { entryNotFound } from './catalog-api.errors';
import type { CatalogEntryQueryDto, CatalogQueryDto } from './catalog-query.dto';
import type { ViewContext } from './fact.view';

/** One part of the catalog as it is answered with. */
export interface CatalogSection<Row extends { readonly id: string }, View extends object> {
  /** Last part of its path. */
  readonly name: string;
  readonly rows: (catalog: Catalog) => readonly Row[];
  readonly view: (row: Row, context: ViewContext) => View;
}

/** Reads the catalog as the tenant of the request sees it, its own files included. */
@Injectable()
export class CatalogReader {
  constructor(
    private readonly catalogs: TenantCatalogs,
    private readonly tenant: CurrentTenant,
    private readonly clock: Clock,
  ) {}

  /** A page of those that match, in the order of the catalog. @throws request.bad-cursor, request.unknown-field */
  async page<Row extends { readonly id: string }, View extends object>(
    section: CatalogSection<Row, View>,
    query: CatalogQueryDto,
    matches: (row: Row) => boolean,
  ): Promise<Page<Partial<View>>> {
    const asOf = this.dayOf(query);
    const catalog = await this.catalogs.current(this.tenant.id, asOf);
    const originOf = origins(section, catalog);
    const wanted = (row: Row): boolean =>
      (query.origin === undefined || originOf(row) === query.origin) && matches(row);
    const { items, nextCursor } = cut(section.rows(catalog), wanted, query.toPageRequest());
    const views = items.map((row) => shown(section.view(row, { origin: originOf(row), asOf }), query.fields));
    return { items: views, nextCursor };
  }

  /** @throws catalog.not-found naming the nearest ids */
  async entry<Row extends { readonly id: string }, View extends object>(
    section: CatalogSection<Row, View>,
    id: string,
    query: CatalogEntryQueryDto,
  ): Promise<Partial<View>> {
    const asOf = this.dayOf(query);
    const catalog = await this.catalogs.current(this.tenant.id, asOf);
    const rows = section.rows(catalog);
    const row = rows.find((one) => one.id === id);
    if (!row)
      throw entryNotFound(
        section.name,
        id,
        rows.map((one) => one.id),
      );
    const origin = origins(section, catalog)(row);
    return shown(section.view(row, { origin, asOf }), query.fields);
  }

  private dayOf({ asOf }: { readonly asOf?: string }): string {
    return asOf ?? this.clock.now().toISOString().slice(0, 10);
  }
}

/** A row that the tenant's files do not touch is the very one of the shipped catalog. */
function origins<Row extends { readonly id: string }>(
  section: Pick<CatalogSection<Row, object>, 'rows'>,
  catalog: Catalog,
): (row: Row) => 'catalog' | 'own' {
  const shipped = loadCatalog();
  if (catalog === shipped) return () => 'catalog';
  const known = new Map(section.rows(shipped).map((row) => [row.id, row]));
  return (row) => (isSame(row, known.get(row.id)) ? 'catalog' : 'own');
}

function isSame<Row extends { readonly id: string; readonly source?: unknown }>(
  row: Row,
  other?: Row,
): boolean {
  return row === other || (other !== undefined && 'row' in row && 'row' in other && row.row === other.row);
}

function shown<View extends object>(view: View, fields: string | undefined): Partial<View> {
  return onlyFields(view, fields, Object.keys(view) as Array<keyof View & string>);
}

function cut<Row extends { readonly id: string }>(
  rows: readonly Row[],
  wanted: (row: Row) => boolean,
  { afterId, limit }: PageRequest,
): Page<Row> {
  const start = afterId === null ? 0 : rows.findIndex(({ id }) => id === afterId) + 1;
  if (afterId !== null && start === 0) throw badCursor();
  const found = rows.slice(start).filter(wanted);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor(last.id) : null };
}
