import { OVERRIDE_KINDS } from '@app/catalog';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { type CatalogCheckOptions, catalogCheck } from './catalog-check.command';

/** The commands about the catalog of facts. */
export function describeCatalog(
  program: Command,
  context: CommandContext,
  done: (code: ExitCode) => void,
): void {
  const catalog = program
    .command('catalog')
    .description('check files of facts: prices, hardware, models, frameworks');
  catalog
    .command('check')
    .description('check the shipped catalog, or files of your own as docs/catalog.md describes them')
    .argument('[files...]', 'CSV or JSON; - for standard input; none: the files that come with the product')
    .option('--kind <kind>', `what the rows say: ${OVERRIDE_KINDS.join(', ')}`)
    .option('--as-of <date>', 'the day of rows that name none; today')
    .option('--json', 'print { valid, files: [{ file, kind, rows, problems }] }')
    .addHelpText('after', '\nExit codes: 0 all right, 2 a row or a file is wrong.')
    .action(async (files: string[], options: CatalogCheckOptions) =>
      done(await catalogCheck(files, options, context)),
    );
}
