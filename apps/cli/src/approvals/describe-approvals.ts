import type { Command } from 'commander';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import {
  SAYINGS,
  defineWorkflow,
  listApprovals,
  listWorkflows,
  requestApproval,
  sayOnApproval,
  showApproval,
  type ApprovalListOptions,
  type RequestOptions,
  type SayOptions,
  type Saying,
} from './approvals.command';

const SERVER = ['--server <url>', 'the API; otherwise the one that runs on this machine'] as const;
const JSON_ONE = ['--json', 'print the approval as JSON'] as const;
const BY = ['--by <name>', 'who, as the workflow names them'] as const;

const WORDS: Readonly<Record<Saying, string>> = {
  approve: 'give a vote for it in the step at hand',
  reject: 'end it: one rejection is enough',
  comment: 'say something that decides nothing',
  delegate: 'pass a vote on to another member',
};

/** The commands about approvals. */
export function describeApprovals(
  program: Command,
  context: CommandContext,
  done: (code: ExitCode) => void,
): void {
  const group = program.command('approvals').description('ask for approvals, and decide on them');
  group
    .command('list')
    .description('list approvals, newest first')
    .option('--state <state>', 'those that are pending, approved, rejected, expired or withdrawn')
    .option('--subject <key>', 'those of report:RUN or recommendation:ID')
    .option('--waiting-for <name>', 'those in which this person can give a vote now')
    .option('--json', 'print { items, more } as JSON')
    .option(...SERVER)
    .action(async (options: ApprovalListOptions) => done(await listApprovals(options, context)));
  group
    .command('show')
    .description('show one with its steps and all that was said')
    .argument('<id>', 'id of the approval')
    .option(...JSON_ONE)
    .option(...SERVER)
    .action(async (id: string, options: ApprovalListOptions) =>
      done(await showApproval(id, options, context)),
    );
  group
    .command('request')
    .description('ask for the approval of a report or a recommendation as it is now')
    .requiredOption('--workflow <id>', 'the workflow to go by, as `approvals workflows` lists it')
    .requiredOption('--by <name>', 'who asks')
    .option('--report <run>', 'the report of this run')
    .option('--recommendation <id>', 'this recommendation, as `recommendations list` names it')
    .option('--note <text>', 'for those who decide')
    .option(...JSON_ONE)
    .option(...SERVER)
    .action(async (options: RequestOptions) => done(await requestApproval(options, context)));
  describeSayings(group, context, done);
  describeWorkflows(group, context, done);
}

function describeSayings(group: Command, context: CommandContext, done: (code: ExitCode) => void): void {
  for (const saying of SAYINGS) {
    const command = group
      .command(saying)
      .description(WORDS[saying])
      .argument('<id>', 'id of the approval')
      .requiredOption(...BY)
      .requiredOption('--as <role>', 'as which role')
      .option(...JSON_ONE)
      .option(...SERVER);
    if (saying === 'delegate') command.requiredOption('--to <name>', 'the member who gets the vote');
    if (saying === 'comment') command.requiredOption('--comment <text>', 'what is to be said');
    else command.option('--comment <text>', 'why; kept for good');
    command.action(async (id: string, options: SayOptions) =>
      done(await sayOnApproval(saying, id, options, context)),
    );
  }
  group
    .command('withdraw')
    .description('take back what one asked for')
    .argument('<id>', 'id of the approval')
    .requiredOption('--by <name>', 'who: only who asked for it may')
    .option('--comment <text>', 'why; kept for good')
    .option(...JSON_ONE)
    .option(...SERVER)
    .action(async (id: string, options: SayOptions) =>
      done(await sayOnApproval('withdraw', id, options, context)),
    );
}

function describeWorkflows(group: Command, context: CommandContext, done: (code: ExitCode) => void): void {
  group
    .command('workflows')
    .description('list the ways in which things are approved')
    .option('--json', 'print { items, more } as JSON')
    .option(...SERVER)
    .action(async (options: ApprovalListOptions) => done(await listWorkflows(options, context)));
  group
    .command('define')
    .description('define a workflow, or make its next version')
    .argument('<id>', 'lower-case letters, digits and hyphens, such as spend')
    .argument('<file>', 'name, steps and members in YAML or JSON; - for standard input')
    .option('--replaces <version>', 'needed where it is there: the version that you have read')
    .option('--json', 'print it as JSON')
    .option(...SERVER)
    .action(async (id: string, file: string, options: { replaces?: string }) =>
      done(await defineWorkflow(id, file, options, context)),
    );
}
