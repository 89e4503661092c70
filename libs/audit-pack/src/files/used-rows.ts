import type { Catalog } from '@app/catalog';
import { contentHash, type Figure, readPointer, type Source } from '@app/kernel';
import { byName } from '../pack-layout';
import { type CatalogSection, catalogSections, type SourcedRow } from './catalog-sections';

/** That a figure rests on a row. */
export interface RowUse {
  readonly figure: string;
  /** The file below `catalog/`, and the row's key in it. */
  readonly file: string;
  readonly row: string;
  /** The field that the figure states, where it states one as it is; null where it is computed or only cites the row. */
  readonly field: string | null;
}

/** The rows that figures rest on, and what they cite beside. */
export interface UsedRows {
  /** By file, then by key; every kind of row has its entry. */
  readonly files: ReadonlyMap<string, Readonly<Record<string, SourcedRow>>>;
  readonly uses: readonly RowUse[];
  /** Sources that are no row of the catalog: papers, rules of thumb, files of people. */
  readonly otherSources: ReadonlyArray<{ readonly source: Source; readonly figures: readonly string[] }>;
}

interface Place {
  readonly section: CatalogSection;
  readonly id: string;
  readonly row: SourcedRow;
}

/**
 * Finds the rows that figures rest on: a figure that states a fact names its row in its id, any other known figure
 * cites the source of its row. What an unknown figure cites was searched in vain and is not used.
 */
export function usedRows(figures: readonly Figure[], catalog: Catalog): UsedRows {
  const sections = catalogSections(catalog);
  const byFact = factIndex(sections);
  const bySource = sourceIndex(sections);
  const uses: RowUse[] = [];
  const rows = new Map(sections.map(({ file }) => [file, new Map<string, SourcedRow>()]));
  const others = new Map<string, { source: Source; figures: string[] }>();
  const use = (entry: Figure, { section, id, row }: Place, fact: string | null): void => {
    const field = fact !== null && Object.hasOwn(section.facts, fact) ? section.facts[fact] : undefined;
    const isStated = field !== undefined && entry.value !== null && readPointer(row, field) === entry.value;
    uses.push({ figure: entry.id, file: section.file, row: id, field: isStated ? field : null });
    rows.get(section.file)?.set(id, row);
  };
  for (const entry of figures) {
    const stated = placesOfFact(entry.id, byFact);
    for (const { place, fact } of stated) use(entry, place, fact);
    if (stated.length > 0 || entry.value === null) continue;
    for (const source of entry.sources) {
      const places = bySource.get(keyOf(source)) ?? [];
      for (const place of places) use(entry, place, null);
      if (places.length > 0) continue;
      const other = others.get(keyOf(source)) ?? { source, figures: [] };
      others.set(keyOf(source), other);
      other.figures.push(entry.id);
    }
  }
  return {
    files: new Map(sections.map(({ file }) => [file, Object.fromEntries(rows.get(file) ?? [])])),
    uses: uses.sort((a, b) => byName(a.figure, b.figure) || byName(a.file, b.file) || byName(a.row, b.row)),
    otherSources: [...others].sort(([a], [b]) => byName(a, b)).map(([, other]) => other),
  };
}

/** SHA-256 over all rows of a catalog, used or not. */
export function catalogHash(catalog: Catalog): string {
  const sections = catalogSections(catalog);
  return contentHash(sections.map(({ file, rows }) => [file, rows.map(({ row }) => row)]));
}

function factIndex(sections: readonly CatalogSection[]): ReadonlyMap<string, Place> {
  return new Map(
    sections.flatMap((section) =>
      section.prefixes.flatMap((prefix) =>
        section.rows.map(({ id, row }) => [`${prefix}${id}`, { section, id, row }] as const),
      ),
    ),
  );
}

function sourceIndex(sections: readonly CatalogSection[]): ReadonlyMap<string, Place[]> {
  const index = new Map<string, Place[]>();
  for (const section of sections) {
    for (const { id, row } of section.rows) {
      const places = index.get(keyOf(row.source)) ?? [];
      index.set(keyOf(row.source), [...places, { section, id, row }]);
    }
  }
  return index;
}

/** The row whose id stands in a figure's: the longest there is, as ids have dots of their own. */
function placesOfFact(figureId: string, byFact: ReadonlyMap<string, Place>) {
  if (!figureId.startsWith('catalog.')) return [];
  for (let end = figureId.length; end > 0; end = figureId.lastIndexOf('.', end - 1)) {
    const place = byFact.get(figureId.slice(0, end));
    if (place) return [{ place, fact: figureId.slice(end + 1) }];
  }
  return [];
}

function keyOf({ title, url, asOf, confidence }: Source): string {
  return JSON.stringify([title, url, asOf, confidence]);
}
