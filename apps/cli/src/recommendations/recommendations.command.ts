import { AppError } from '@app/kernel';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { serverHere } from '../api/server-here';
import { badOption, unwritableOut } from '../assess/assess.errors';
import { prepareOut } from '../assess/report-files';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { EXIT } from '../exit-code';
import { visibleLine } from '../terminal/visible-text';
import { recommendationLines } from './recommendation-lines';
import { RecommendationsClient } from './recommendations-client';

export interface ListOptions {
  readonly server?: string;
  readonly run?: string;
  readonly assessment?: string;
  readonly status?: string;
  readonly severity?: string;
  readonly workload?: string;
  readonly owner?: string;
  readonly overdue?: boolean;
  readonly json?: boolean;
}

export interface DecideOptions {
  readonly server?: string;
  readonly comment?: string;
  readonly by?: string;
  readonly owner?: string;
  readonly due?: string;
  readonly savedUsd?: string;
  readonly evidence?: string;
  readonly json?: boolean;
}

export interface DeploymentOptions {
  readonly server?: string;
  readonly out: string;
  readonly json?: boolean;
}

/** The verbs of the command line, and the status that each gives. */
export const VERBS = { accept: 'accepted', reject: 'rejected', done: 'done', reopen: 'proposed' } as const;
export type Verb = keyof typeof VERBS;

/** Lists what is recommended, gravest first: across assessments, or of one run. */
export async function listRecommendations(options: ListOptions, context: CommandContext): Promise<ExitCode> {
  const { terminal } = context;
  const { run, assessment, status, severity, workload, owner, overdue } = options;
  if (run !== undefined && assessment !== undefined) {
    throw badOption('--assessment', 'nothing beside --run, which names the assessment', assessment);
  }
  const filter = {
    assessmentId: assessment,
    status,
    severity,
    workload,
    owner,
    overdue: overdue ? 'true' : undefined,
  };
  const items = await clientFor(options, context).list(run, filter);
  if (options.json) terminal.printJson({ items });
  else {
    for (const line of recommendationLines(items, terminal.resultPaint, terminal.resultColumns)) {
      terminal.print(line);
    }
  }
  return EXIT.completed;
}

/** Decides on a recommendation as it stands now; a change of somebody else in between is refused, not overwritten. */
export async function decideRecommendation(
  verb: Verb,
  id: string,
  options: DecideOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const { comment, by, owner, due } = options;
  const realisedSaving = savingOf(options);
  const client = clientFor(options, context);
  const before = await client.get(id);
  const body = { status: VERBS[verb], comment, by, owner, dueDate: due, realisedSaving };
  const after = await client.decide(id, before.version ?? 0, body);
  if (options.json) terminal.printJson(after);
  else {
    const words = visibleLine(before.headline ?? before.title);
    terminal.print(`${terminal.resultPaint.bold(words)}: ${before.status} → ${visibleLine(after.status)}`);
  }
  return EXIT.completed;
}

/** Writes the skeleton of a deployment into a directory. */
export async function writeDeploymentFiles(
  id: string,
  options: DeploymentOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const deployment = await clientFor(options, context).deployment(id);
  prepareOut(options.out);
  const files: string[] = [];
  for (const { path, content } of deployment.files) {
    const file = within(options.out, path);
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    } catch (error) {
      throw unwritableOut(options.out, error);
    }
    files.push(file);
  }
  if (options.json) {
    terminal.printJson({ ...deployment, files });
    return EXIT.completed;
  }
  for (const file of files) terminal.print(visibleLine(file));
  terminal.print();
  terminal.print(terminal.resultPaint.bold('To be filled in'));
  for (const { file, name, why } of deployment.open) {
    terminal.print(`  ${visibleLine(name)} in ${visibleLine(file)}: ${visibleLine(why)}`);
  }
  for (const note of deployment.notes) terminal.print(terminal.resultPaint.dim(visibleLine(note)));
  return EXIT.completed;
}

function savingOf({ savedUsd, evidence }: DecideOptions): object | undefined {
  if (savedUsd === undefined) {
    if (evidence === undefined) return undefined;
    throw badOption('--evidence', 'an amount beside it, with --saved-usd', evidence);
  }
  const usdPerMonth = Number(savedUsd);
  if (!Number.isFinite(usdPerMonth) || savedUsd.trim() === '') {
    throw badOption('--saved-usd', 'US dollars a month, such as 1600', savedUsd);
  }
  if (evidence === undefined)
    throw badOption('--saved-usd', 'where it can be seen beside it, with --evidence', savedUsd);
  return { usdPerMonth, evidence };
}

/** The place of a file that a server names: never outside of the directory. */
function within(directory: string, path: string): string {
  const safe = normalize(path);
  if (/^([/\\]|\.\.([/\\]|$)|[A-Za-z]:)/.test(safe)) {
    throw new AppError({
      kind: 'internal',
      code: 'server.not-understood',
      message: `The server names a file outside of the directory: ${visibleLine(path)}. Nothing more was written.`,
    });
  }
  return join(directory, safe);
}

function clientFor({ server }: { readonly server?: string }, context: CommandContext): RecommendationsClient {
  return new RecommendationsClient(server ?? serverHere(context));
}
