import type { Command } from 'commander';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import type { AnswerOptions } from '../terminal/print-answer';
import { createShareLink, listShareLinks, revokeShareLink, type ShareOptions } from './sharing.command';

const SERVER = ['--server <url>', 'the API; otherwise the one that runs on this machine'] as const;

/** The commands about share links. */
export function describeSharing(
  program: Command,
  context: CommandContext,
  done: (code: ExitCode) => void,
): void {
  const group = program.command('share').description('share the report of a run by links that expire');
  group
    .command('create')
    .description('make a link that opens the report of a run to whoever has it')
    .argument('<run>', 'id of the run')
    .option('--audience <audience>', 'only what is meant for cto, cfo, ciso, engineering or operations')
    .option('--language <language>', 'en or de; en if left out')
    .option('--days <count>', 'until it opens no more, 1 to 90; 14 if left out')
    .option('--max-views <count>', 'how often it opens; without a limit if left out')
    .option('--by <name>', 'who shares it')
    .option('--json', 'print the link as JSON')
    .option(...SERVER)
    .action(async (run: string, options: ShareOptions) => done(await createShareLink(run, options, context)));
  group
    .command('list')
    .description('list the links to the report of a run, newest first')
    .argument('<run>', 'id of the run')
    .option('--json', 'print { items, more } as JSON')
    .option(...SERVER)
    .action(async (run: string, options: AnswerOptions) => done(await listShareLinks(run, options, context)));
  group
    .command('revoke')
    .description('take a link back, for good')
    .argument('<id>', 'id of the link, as listed; not its address')
    .option('--json', 'print { id, state } as JSON')
    .option(...SERVER)
    .action(async (id: string, options: AnswerOptions) => done(await revokeShareLink(id, options, context)));
}
