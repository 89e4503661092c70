import { readPointer } from '@app/kernel';
import { CATALOG_INDEX, FACT_BASE, OWN_FILES, SOFTWARE } from '../pack-layout';
import { differences, printed } from './differences';
import { type PackDocuments, parsed } from './pack-documents';
import type { Alteration } from './pack-verdict';

/** Every row that a figure uses is there, says what the figure says, and is used by one. */
export function checkCatalog(
  { factBase, catalogIndex, ownFiles, software }: PackDocuments,
  files: ReadonlyMap<string, Uint8Array>,
): Alteration[] {
  const figures = new Map(factBase.figures.map((entry) => [entry.id, entry.value]));
  const rowsOf = rowReader(files);
  const used = new Set<string>();
  const wrong = catalogIndex.uses.flatMap(({ figure, file, row, field }, index): Alteration[] => {
    const name = `catalog/${file}.json`;
    used.add(`${name}#${row}`);
    const found = rowsOf(name)[row];
    if (!figures.has(figure))
      return [inIndex(`/uses/${index}/figure`, `figure ${figure} is not in ${FACT_BASE}`)];
    if (found === undefined)
      return [inFile(name, `/rows/${escaped(row)}`, `the row is missing: figure ${figure} rests on it`)];
    if (field === null) return [];
    const value = readPointer(found, field);
    if (value === figures.get(figure)) return [];
    const what = `${printed(value)} here, ${printed(figures.get(figure))} in ${FACT_BASE} as figure ${figure}`;
    return [inFile(name, `/rows/${escaped(row)}${field}`, what)];
  });
  const unused = [...files.keys()].filter(isRowFile).flatMap((name) =>
    Object.keys(rowsOf(name))
      .filter((row) => !used.has(`${name}#${row}`))
      .map((row) =>
        inFile(name, `/rows/${escaped(row)}`, `no figure uses this row, as ${CATALOG_INDEX} has it`),
      ),
  );
  const listed = new Set(catalogIndex.uses.map(({ figure }) => figure));
  const without = factBase.figures
    .filter(({ id, value }) => id.startsWith('catalog.') && value !== null && !listed.has(id))
    .map(({ id }) =>
      inIndex('/uses', `figure ${id} states a fact of the catalog, and no row is named for it`),
    );
  const stamp = { asOf: catalogIndex.asOf, contentHash: catalogIndex.contentHash };
  const stamps = differences(software.pack.catalog, stamp, 2).map(({ pointer, expected, got }) =>
    inIndex(pointer, `${got} here, ${expected} in ${SOFTWARE}`),
  );
  const { overridesVersion } = factBase.run;
  const pinned =
    ownFiles.version === overridesVersion
      ? []
      : [inFile(OWN_FILES, '/version', `${ownFiles.version} here, the run is pinned to ${overridesVersion}`)];
  return [...wrong, ...unused, ...without, ...stamps, ...pinned];
}

function isRowFile(name: string): boolean {
  return name.startsWith('catalog/') && name !== CATALOG_INDEX && name !== OWN_FILES;
}

function rowReader(files: ReadonlyMap<string, Uint8Array>): (name: string) => Record<string, unknown> {
  const read = new Map<string, Record<string, unknown>>();
  return (name) => {
    const known = read.get(name);
    if (known) return known;
    const rows = readPointer(parsed(files.get(name) ?? new Uint8Array()), '/rows');
    const isTable = typeof rows === 'object' && rows !== null && !Array.isArray(rows);
    // Without the keys that every object has.
    const table = new Map(isTable ? Object.entries(rows) : []);
    const own = Object.assign(Object.create(null) as Record<string, unknown>, Object.fromEntries(table));
    read.set(name, own);
    return own;
  };
}

function escaped(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

function inIndex(pointer: string, what: string): Alteration {
  return inFile(CATALOG_INDEX, pointer, what);
}

function inFile(file: string, pointer: string, what: string): Alteration {
  return { file, pointer, what, found: 'contradiction' };
}
