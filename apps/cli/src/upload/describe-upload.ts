import type { Command } from 'commander';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { upload, type UploadOptions } from './upload.command';

/** The command that sends files. */
export function describeUpload(
  program: Command,
  context: CommandContext,
  done: (code: ExitCode) => void,
): void {
  program
    .command('upload')
    .description('send a file and show what it proposes; nothing changes without --apply')
    .argument('<file>', 'the file, as it is or as .gz or .zip; - for standard input')
    .requiredOption(
      '--kind <kind>',
      'terraform-plan, terraform-state, kubernetes, bill, trace, evidence, actuals, price-book',
    )
    .option('--assessment <id>', 'what to hold it against')
    .option('--budget <id>', 'the budget that actuals are of')
    .option('--apply <proposals>', 'all, or ids such as p1,p3: make them part of it')
    .option('--workload <id>', 'the workload that a trace was recorded of')
    .option('--control <id>', 'the control that evidence shows')
    .option('--effective <date>', 'evidence: valid from (2026-01-20)')
    .option('--expires <date>', 'evidence: valid to')
    .option('--name <name>', 'what figures that rest on a price book call it')
    .option('--json', 'print { upload, proposals, applied } as JSON')
    .option('--server <url>', 'the API; otherwise the one that runs on this machine')
    .action(async (file: string, options: UploadOptions) => done(await upload(file, options, context)));
}
