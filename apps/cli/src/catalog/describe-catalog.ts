import { OVERRIDE_KINDS } from '@app/catalog';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { type CatalogCheckOptions, catalogCheck } from './catalog-check.command';
import { type CatalogImportOptions, catalogImport } from './catalog-import.command';

/** The commands about the catalog of facts. */
export function describeCatalog(
  program: Command,
  context: CommandContext,
  done: (code: ExitCode) => void,
): void {
  const catalog = program
    .command('catalog')
    .description('check and import files of facts: prices, hardware, models, frameworks');
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
  catalog
    .command('import')
    .description('read a public source, over the network, into a file of your own to look at and upload')
    .argument('<source>', 'aws-ec2, azure-vm, gcp-compute, hf-model')
    .option('--region <region>', 'of aws-ec2, azure-vm and gcp-compute, as the provider writes it')
    .option('--model <organisation/model>', 'of hf-model')
    .option('--id <id>', 'of hf-model: the id for the catalog')
    .option('--name <name>', 'of hf-model')
    .option('--license <text>', 'of hf-model')
    .option('--params <billions>', 'of hf-model: parameters, where you know them; else they are counted')
    .option(
      '--token-file <file>',
      'holds a token for a source that wants you to sign in, or the API key of gcp-compute',
    )
    .option('--url <url>', 'another address than the public one, such as a mirror')
    .option('--from <file>', 'read this file, which was fetched before, and no network')
    .option('--out <file>', 'where the file goes; standard output if left out')
    .action(async (source: string, options: CatalogImportOptions) =>
      done(await catalogImport(source, options, context)),
    );
}
