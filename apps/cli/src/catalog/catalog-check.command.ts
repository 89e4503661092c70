import { loadCatalog, OVERRIDE_KINDS, type OverrideKind, type RowProblem } from '@app/catalog';
import type { CommandContext } from '../command-context';
import { EXIT, type ExitCode } from '../exit-code';
import { badFile } from '../input/input-file.errors';
import { counted } from '../terminal/wording';
import { type CheckedFile, checkFile, checkShipped } from './check-file';

export interface CatalogCheckOptions {
  readonly json?: boolean;
  readonly kind?: string;
  readonly asOf?: string;
}

/** A problem is printed in full so often; the rest is counted. */
const MOST_PRINTED = 100;

/**
 * Checks files of facts, or the shipped catalog where none is named. Exit 2 when a row is wrong.
 * @throws file.unreadable, file.too-large, catalog.unknown-kind, catalog.bad-date
 */
export async function catalogCheck(
  paths: readonly string[],
  options: CatalogCheckOptions,
  { terminal, input }: CommandContext,
): Promise<ExitCode> {
  const kind = kindOf(options.kind);
  const today = new Date().toISOString().slice(0, 10);
  const asOf = dayOf(options.asOf, today);
  const checked: CheckedFile[] = paths.length === 0 ? checkShipped() : [];
  for (const path of paths)
    checked.push(await checkFile(path, { input, kind, asOf, today, catalog: loadCatalog() }));
  const valid = checked.every(({ problems }) => problems.length === 0);
  if (options.json) {
    terminal.printJson({
      valid,
      files: checked.map(({ path, kind: found, rows, problems }) => ({
        file: path,
        kind: found,
        rows,
        problems,
      })),
    });
  } else {
    for (const file of checked) for (const line of describe(file)) terminal.print(line);
  }
  return valid ? EXIT.completed : EXIT.badInput;
}

function describe({ path, kind, rows, problems }: CheckedFile): string[] {
  if (problems.length === 0) return [`${path}: ${counted(rows, 'row')} of ${kind}, all right`];
  const more = problems.length - MOST_PRINTED;
  return [
    `${path}: ${counted(problems.length, 'mistake')}`,
    ...problems.slice(0, MOST_PRINTED).map((problem) => `  ${placeOf(problem)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function placeOf({ file, row, line, id, field, expected, got }: RowProblem): string {
  const where = line === null ? file : `${file}:${line}`;
  const named = row === 0 ? '' : ` row ${row} (${id}),`;
  return `${where}${named} ${field}: expected ${expected}, got ${got}`;
}

function kindOf(kind: string | undefined): OverrideKind | undefined {
  const known = OVERRIDE_KINDS.find((one) => one === kind);
  if (known !== undefined || kind === undefined) return known;
  throw badFile('catalog.unknown-kind', `--kind is one of ${OVERRIDE_KINDS.join(', ')}; got ${kind}.`);
}

function dayOf(asOf: string | undefined, today: string): string {
  const day = asOf ?? today;
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))) return day;
  throw badFile('catalog.bad-date', `--as-of is a day such as 2026-11-20; got ${day}.`);
}
