import {
  type Catalog,
  CATALOG_FILE_NAMES,
  type CatalogFiles,
  checkCatalogFiles,
  loadBenchmarks,
  loadCatalog,
  type OverrideKind,
  readOverrideFile,
  type RowProblem,
} from '@app/catalog';
import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Readable } from 'node:stream';
import { LineCounter, parseDocument } from 'yaml';
import { badFile, unreadableFile } from '../input/input-file.errors';
import { PointerMap } from '../input/pointer-map';
import { readBounded } from '../input/read-bounded';

/** What was found in one file. */
export interface CheckedFile {
  readonly path: string;
  /** The kind of override, or the file of the catalog that it is. */
  readonly kind: string;
  readonly rows: number;
  readonly problems: readonly RowProblem[];
}

/** With what a file is checked. */
export interface FileCheck {
  /** Standard input, for the path `-`. */
  readonly input: Readable;
  readonly kind: OverrideKind | undefined;
  /** ISO date of rows that say none. */
  readonly asOf: string;
  /** ISO date: what is of a later day is wrong. */
  readonly today: string;
  readonly catalog: Catalog;
}

const LARGEST_BYTES = 16 * 1024 * 1024;

/** The files that come with the product. */
export function checkShipped(): CheckedFile[] {
  const problems = checkCatalogFiles({});
  // A catalog with mistakes is none.
  const rows = problems.length === 0 ? rowsOf(loadCatalog()) : null;
  const files = (Object.keys(CATALOG_FILE_NAMES) as Array<keyof CatalogFiles>).map((key): CheckedFile => {
    const path = CATALOG_FILE_NAMES[key];
    return {
      path,
      kind: 'catalog',
      rows: rows?.[key] ?? 0,
      problems: problems.filter(({ file }) => file === path),
    };
  });
  return [
    ...files,
    { path: 'benchmarks.json', kind: 'catalog', rows: loadBenchmarks().length, problems: [] },
  ];
}

/**
 * A file of one's own, CSV or JSON, or a file of the catalog under its own name that is to take the place of the
 * shipped one.
 * @throws file.unreadable, file.too-large
 */
export async function checkFile(path: string, check: FileCheck): Promise<CheckedFile> {
  const text = await readText(path, check.input);
  const name = basename(path);
  const isJson = extname(path).toLowerCase() === '.json' || /^\s*[[{]/.test(text);
  if (!isJson) return ownFile(path, { csv: text }, check);
  const parsed = parseJson(path, text);
  if ('problem' in parsed) return { path, kind: 'unknown', rows: 0, problems: [parsed.problem] };
  const lines = new LineCounter();
  // JSON is YAML 1.2: one parser knows the places in both.
  const places = new PointerMap(
    parseDocument(text, { schema: 'core', lineCounter: lines, prettyErrors: false }),
    lines,
  );
  const shipped = (Object.keys(CATALOG_FILE_NAMES) as Array<keyof CatalogFiles>).find(
    (key) => CATALOG_FILE_NAMES[key] === name,
  );
  const isCatalogFile = shipped !== undefined && !hasRows(parsed.value);
  const found = isCatalogFile
    ? catalogFile(path, shipped, parsed.value)
    : ownFile(path, { json: parsed.value }, check);
  const under = isCatalogFile ? 'items' : 'rows';
  // Another file of the catalog may no longer go together with this one: that has no line here.
  const problems = found.problems.map((one) => (one.file === path ? withLine(one, places, under) : one));
  return { ...found, problems };
}

function ownFile(
  path: string,
  content: { readonly csv: string } | { readonly json: unknown },
  { kind, asOf, today, catalog }: FileCheck,
): CheckedFile {
  const read = readOverrideFile({ name: basename(path), asOf, today, kind, content }, catalog);
  const problems = read.problems.map((problem) => ({ ...problem, file: path }));
  return { path, kind: read.kind ?? 'unknown', rows: read.file?.rows.length ?? 0, problems };
}

function catalogFile(path: string, key: keyof CatalogFiles, value: unknown): CheckedFile {
  const name = CATALOG_FILE_NAMES[key];
  const problems = checkCatalogFiles({ [key]: value }).map((problem) =>
    problem.file === name ? { ...problem, file: path } : problem,
  );
  const items = (value as { items?: unknown } | null)?.items;
  return { path, kind: 'catalog', rows: Array.isArray(items) ? items.length : 0, problems };
}

function hasRows(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'rows' in value;
}

function withLine(problem: RowProblem, places: PointerMap, under: string): RowProblem {
  if (problem.line !== null) return problem;
  const field = problem.field.startsWith('(') ? '' : `/${problem.field.replaceAll('.', '/')}`;
  const pointer = problem.row === 0 ? field : `/${under}/${problem.row - 1}${field}`;
  return { ...problem, line: places.locate(pointer)?.line ?? null };
}

function parseJson(path: string, text: string): { value: unknown } | { problem: RowProblem } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    const [, line] = /line (\d+) column/.exec(got) ?? [];
    const place = { file: path, row: 0, line: line === undefined ? null : Number(line) };
    return { problem: { ...place, id: '(file)', field: '(file)', expected: 'JSON', got } };
  }
}

async function readText(path: string, input: Readable): Promise<string> {
  let bytes: Buffer | null;
  try {
    bytes = await readBounded(path === '-' ? input : createReadStream(path), LARGEST_BYTES);
  } catch (error) {
    throw unreadableFile(path, error);
  }
  if (bytes === null) throw badFile('file.too-large', `${path} has more than ${LARGEST_BYTES} bytes.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badFile('file.bad-syntax', `${path} is not UTF-8 text.`);
  }
}

function rowsOf(catalog: Catalog): Record<keyof CatalogFiles, number> {
  return {
    accelerators: catalog.accelerators.length,
    instances: catalog.instances.length,
    models: catalog.models.length,
    apiPrices: catalog.apiPrices.length,
    managedServices: catalog.managedServices.length,
    carbon: catalog.gridCarbonRows.length + catalog.countryCarbonRows.length,
    frameworks: catalog.frameworks.length,
  };
}
