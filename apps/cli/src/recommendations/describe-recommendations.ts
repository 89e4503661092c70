import type { Command } from 'commander';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import type { DecideOptions, DeploymentOptions, ListOptions, Verb } from './recommendations.command';
import {
  VERBS,
  decideRecommendation,
  listRecommendations,
  writeDeploymentFiles,
} from './recommendations.command';

const SERVER = ['--server <url>', 'the API; otherwise the one that runs on this machine'] as const;

const WORDS: Readonly<Record<Verb, string>> = {
  accept: 'accept a recommendation: it is to be carried out',
  reject: 'reject a recommendation: later runs do not propose it again',
  done: 'say that an accepted recommendation was carried out',
  reopen: 'take a decision back: it is proposed again',
};

/** The commands about recommendations. */
export function describeRecommendations(
  program: Command,
  context: CommandContext,
  done: (code: ExitCode) => void,
): void {
  const group = program.command('recommendations').description('list what is recommended, and decide on it');
  group
    .command('list')
    .description('list recommendations, gravest first')
    .option('--run <run>', 'those of one run, by its ranks')
    .option('--assessment <id>', 'those of one assessment')
    .option('--status <status>', `those that are proposed, ${Object.values(VERBS).slice(0, 3).join(', ')}`)
    .option('--severity <severity>', 'those of one severity: info, low, medium, high, critical')
    .option('--workload <id>', 'those about one workload')
    .option('--owner <name>', 'those of one owner')
    .option('--overdue', 'only what was due before today and is neither done nor rejected')
    .option('--json', 'print { items } as JSON')
    .option(...SERVER)
    .action(async (options: ListOptions) => done(await listRecommendations(options, context)));
  for (const verb of Object.keys(VERBS) as Verb[]) {
    const command = group
      .command(verb)
      .description(WORDS[verb])
      .argument('<id>', 'id of the recommendation, as listed')
      .option('--comment <text>', 'why; kept in the history')
      .option('--by <name>', 'who decides; kept in the history')
      .option('--owner <name>', 'who sees to it')
      .option('--due <date>', 'by when (2026-03-31)')
      .option('--json', 'print what it is now as JSON')
      .option(...SERVER);
    if (verb === 'done' || verb === 'accept') {
      command
        .option('--saved-usd <amount>', 'what is saved in fact, US dollars a month')
        .option('--evidence <text>', 'where that can be seen');
    }
    command.action(async (id: string, options: DecideOptions) =>
      done(await decideRecommendation(verb, id, options, context)),
    );
  }
  group
    .command('deployment')
    .description('write the Terraform and Helm skeleton of the option that a recommendation chose')
    .argument('<id>', 'id of the recommendation, as listed')
    .option('--out <directory>', 'where the files go', 'deployment')
    .option('--json', 'print the answer with the paths of the files as JSON')
    .option(...SERVER)
    .action(async (id: string, options: DeploymentOptions) =>
      done(await writeDeploymentFiles(id, options, context)),
    );
}
