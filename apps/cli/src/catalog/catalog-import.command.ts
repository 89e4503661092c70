import { loadCatalog, readOverrideFile } from '@app/catalog';
import { writeFile } from 'node:fs/promises';
import type { CommandContext } from '../command-context';
import { EXIT, type ExitCode } from '../exit-code';
import { counted } from '../terminal/wording';
import { badData, badWish } from './import.errors';
import { IMPORT_SOURCES, type ImportWish } from './import-source';

export interface CatalogImportOptions extends ImportWish {
  readonly out?: string;
}

/**
 * Reads a public source into a file of one's own: to look at, to change, to upload.
 * @throws import.bad-option, import.unavailable, import.refused, import.bad-format, import.nothing-found
 */
export async function catalogImport(
  source: string,
  options: CatalogImportOptions,
  { terminal, environment }: CommandContext,
): Promise<ExitCode> {
  const read = IMPORT_SOURCES[source];
  if (!Object.hasOwn(IMPORT_SOURCES, source) || read === undefined) {
    throw badWish(`There is no source ${source}: expected one of ${Object.keys(IMPORT_SOURCES).join(', ')}.`);
  }
  const today = new Date().toISOString().slice(0, 10);
  const file = await read(options, {
    today,
    say: (line) => terminal.say(line),
    inherited: environment.inherited,
  });
  const check = readOverrideFile({ name: file.name, asOf: today, content: { json: file } }, loadCatalog());
  const [problem] = check.problems;
  if (problem) {
    const { id, field, expected, got } = problem;
    throw badData(`What ${source} gave`, `of ${id}, field ${field}, expected ${expected}, got ${got}`);
  }
  if (options.out === undefined) {
    terminal.printJson(file);
  } else {
    await writeFile(options.out, `${JSON.stringify(file, null, 2)}\n`);
    terminal.print(`${options.out}: ${counted(file.rows.length, 'row')} of ${file.kind}`);
  }
  return EXIT.completed;
}
