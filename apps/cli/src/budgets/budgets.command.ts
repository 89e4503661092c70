import { newId } from '@app/kernel';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { ApiClient, type Call } from '../api/api-client';
import { readPages } from '../api/read-pages';
import { serverHere } from '../api/server-here';
import { badOption } from '../assess/assess.errors';
import type { CommandContext } from '../command-context';
import { EXIT, type ExitCode } from '../exit-code';
import { exitCodeOf, sayFailure } from '../failure';
import { readInputFile } from '../input/input-file';
import { badFile, unreadableFile } from '../input/input-file.errors';
import { readBounded } from '../input/read-bounded';
import { printAnswer, type AnswerOptions } from '../terminal/print-answer';
import { visibleLine } from '../terminal/visible-text';
import { counted } from '../terminal/wording';
import {
  actualsSchema,
  alertSchema,
  budgetSchema,
  varianceRowSchema,
  type ShownBudget,
} from './budget-answer';
import { budgetLines, budgetListLines } from './budget-lines';

export interface BudgetListOptions extends AnswerOptions {
  readonly assessment?: string;
}

export interface SetOptions extends AnswerOptions {
  readonly id?: string;
}

export interface ForecastOptions extends AnswerOptions {
  readonly run?: string;
  readonly assessment?: string;
  readonly firstMonth?: string;
}

export interface ActualsOptions extends AnswerOptions {
  readonly dryRun?: boolean;
}

const MOST = 200;
/** More rows than a budget can have: sixty years of months in every category. */
const MOST_ROWS = 10_000;
/** What the API takes of one file. */
const LARGEST_CSV = 1_000_000;
const JSON_BODY = { 'Content-Type': 'application/json' };
const BUDGET = { what: 'a budget', fields: 'name and lines' };

export async function listBudgets(options: BudgetListOptions, context: CommandContext): Promise<ExitCode> {
  const query = { assessmentId: options.assessment };
  const wanted = { path: '/v1/budgets', query, what: 'reading the budgets', most: MOST };
  const found = await readPages(clientFor(options, context), wanted, budgetSchema);
  return printAnswer(found, options, context, (paint, columns) => [
    ...budgetListLines(found.items, paint, columns),
    ...(found.more ? [`Older ones are left out: these are the newest ${MOST}.`] : []),
  ]);
}

export async function showBudget(
  id: string,
  options: AnswerOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const client = clientFor(options, context);
  const budget = await read(client, id);
  const of = (path: string, what: string) => ({ path: `${pathOf(id)}/${path}`, what, most: MOST_ROWS });
  const variance = await readPages(client, of('variance', 'reading what was spent'), varianceRowSchema);
  const alerts = await readPages(client, of('alerts', 'reading the alerts'), alertSchema);
  const all = { budget, variance: variance.items, alerts: alerts.items };
  return printAnswer(all, options, context, (paint, columns) =>
    budgetLines(budget, variance.items, alerts.items, { paint, columns }),
  );
}

/** Stores a budget by a YAML or JSON file, or replaces the plan of one as it was just read. */
export async function setBudget(
  path: string,
  options: SetOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const file = await readInputFile(path, context.input, BUDGET);
  const client = clientFor(options, context);
  const body = JSON.stringify(parse(file.text, { schema: 'core' }));
  const { id } = options;
  try {
    const call: Call =
      id === undefined
        ? {
            ...{ method: 'POST', path: '/v1/budgets', body, what: 'storing the budget' },
            headers: { ...JSON_BODY, 'Idempotency-Key': newId() },
          }
        : {
            method: 'PUT',
            path: pathOf(id),
            headers: await ifUnchanged(client, id),
            body,
            what: 'replacing the plan',
          };
    return stored(await client.read(call, budgetSchema), options, context);
  } catch (error) {
    sayFailure(error, context.terminal, { file });
    return exitCodeOf(error);
  }
}

/** Holds a budget against the forecast of a run. */
export async function attachForecast(
  id: string,
  options: ForecastOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { run: runId, assessment: assessmentId, firstMonth } = options;
  if ((runId === undefined) === (assessmentId === undefined))
    throw badOption('--run', 'either --run RUN or --assessment ID', runId ?? '');
  const client = clientFor(options, context);
  const headers = await ifUnchanged(client, id);
  const body = JSON.stringify({ runId, assessmentId, firstMonth });
  const what = 'attaching the forecast';
  const call: Call = { method: 'PUT', path: `${pathOf(id)}/forecast`, headers, body, what };
  return stored(await client.read(call, budgetSchema), options, context);
}

/** Stores what was spent; all rows or none. A dry run that finds mistakes is bad input too. */
export async function uploadActuals(
  id: string,
  path: string,
  options: ActualsOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const csv = await csvOf(path, context);
  const client = clientFor(options, context);
  const query = options.dryRun ? '?dryRun=true' : '';
  const headers = { ...JSON_BODY, 'Idempotency-Key': newId() };
  const fileName = path === '-' ? undefined : basename(path);
  const body = JSON.stringify({ csv, fileName });
  const call: Call = {
    method: 'POST',
    path: `${pathOf(id)}/actuals${query}`,
    headers,
    body,
    what: 'storing the actuals',
  };
  const done = await client.read(call, actualsSchema);
  printAnswer(done, options, context, () => [
    `${counted(done.rows, 'row')}: ${visibleLine(done.outcome)}`,
    ...done.problems.map(({ pointer, detail }) => visibleLine(`  ${pointer}  ${detail}`)),
  ]);
  return done.problems.length > 0 ? EXIT.badInput : EXIT.completed;
}

async function csvOf(path: string, { input }: CommandContext): Promise<string> {
  const bytes = await readBounded(path === '-' ? input : createReadStream(path), LARGEST_CSV).catch(
    (cause: unknown) => {
      throw unreadableFile(path, cause);
    },
  );
  if (bytes === null)
    throw badFile(
      'file.too-large',
      `${path} is too large: a file of actuals has at most ${LARGEST_CSV} bytes.`,
    );
  return bytes.toString('utf8');
}

function stored(budget: ShownBudget, options: AnswerOptions, context: CommandContext): ExitCode {
  return printAnswer(budget, options, context, (paint, columns) => budgetListLines([budget], paint, columns));
}

async function ifUnchanged(client: ApiClient, id: string): Promise<Record<string, string>> {
  const { version } = await read(client, id);
  return { ...JSON_BODY, 'If-Match': `"v${version}"` };
}

function read(client: ApiClient, id: string): Promise<ShownBudget> {
  return client.read({ method: 'GET', path: pathOf(id), what: 'reading the budget' }, budgetSchema);
}

function pathOf(id: string): string {
  return `/v1/budgets/${encodeURIComponent(id)}`;
}

function clientFor({ server }: AnswerOptions, context: CommandContext): ApiClient {
  return new ApiClient(server ?? serverHere(context));
}
