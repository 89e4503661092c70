import { newId } from '@app/kernel';
import { ApiClient, type Call } from '../api/api-client';
import { readPages } from '../api/read-pages';
import { serverHere } from '../api/server-here';
import { badOption } from '../assess/assess.errors';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { exitCodeOf, sayFailure } from '../failure';
import { readInputFile } from '../input/input-file';
import { printAnswer, type AnswerOptions as Common } from '../terminal/print-answer';
import { parse } from 'yaml';
import { approvalSchema, workflowSchema, type ShownApproval } from './approval-answer';
import { approvalLines, approvalListLines, workflowLines } from './approval-lines';

export interface ApprovalListOptions extends Common {
  readonly state?: string;
  readonly subject?: string;
  readonly waitingFor?: string;
}

export interface RequestOptions extends Common {
  readonly workflow: string;
  readonly by: string;
  readonly report?: string;
  readonly recommendation?: string;
  readonly note?: string;
}

export interface SayOptions extends Common {
  readonly by: string;
  readonly as?: string;
  readonly to?: string;
  readonly comment?: string;
}

/** What somebody may say of an approval, as the API names it. */
export const SAYINGS = ['approve', 'reject', 'comment', 'delegate'] as const;
export type Saying = (typeof SAYINGS)[number];

/** Entries that a list shows; filters find the others. */
const MOST = 200;
const JSON_BODY = { 'Content-Type': 'application/json' };
const WORKFLOW = { what: 'a workflow', fields: 'name, steps and members' };

export async function listApprovals(
  options: ApprovalListOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { state, subject, waitingFor } = options;
  const wanted = {
    path: '/v1/approvals',
    query: { state, subject, waitingFor },
    what: 'reading the approvals',
  };
  const found = await readPages(clientFor(options, context), { ...wanted, most: MOST }, approvalSchema);
  return printAnswer(found, options, context, (paint, columns) => [
    ...approvalListLines(found.items, paint, columns),
    ...(found.more
      ? [`Older ones are left out: these are the newest ${MOST}. Narrow the list by an option.`]
      : []),
  ]);
}

export async function showApproval(id: string, options: Common, context: CommandContext): Promise<ExitCode> {
  return shown(await read(clientFor(options, context), id), options, context);
}

/** Asks for the approval of a report or a recommendation as it is now. */
export async function requestApproval(options: RequestOptions, context: CommandContext): Promise<ExitCode> {
  const { workflow: workflowId, by, note } = options;
  const headers = { ...JSON_BODY, 'Idempotency-Key': newId() };
  const body = JSON.stringify({ workflowId, subject: subjectOf(options), by, note });
  const call: Call = {
    method: 'POST',
    path: '/v1/approvals',
    headers,
    body,
    what: 'asking for the approval',
  };
  return shown(await clientFor(options, context).read(call, approvalSchema), options, context);
}

/** Says something on the version that was read; a change of somebody else in between is refused, not overwritten. */
export async function sayOnApproval(
  decision: Saying | 'withdraw',
  id: string,
  { by, as, to: delegateTo, comment, ...options }: SayOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const client = clientFor(options, context);
  const { version } = await read(client, id);
  const isWithdrawal = decision === 'withdraw';
  const call: Call = {
    method: 'POST',
    path: `${pathOf(id)}/${isWithdrawal ? 'withdrawal' : 'decisions'}`,
    headers: { ...JSON_BODY, 'If-Match': `"v${version}"` },
    body: JSON.stringify(isWithdrawal ? { by, comment } : { by, as, decision, comment, delegateTo }),
    what: 'deciding on the approval',
  };
  return shown(await client.read(call, approvalSchema), options, context);
}

export async function listWorkflows(options: Common, context: CommandContext): Promise<ExitCode> {
  const wanted = { path: '/v1/approval-workflows', what: 'reading the workflows', most: MOST };
  const found = await readPages(clientFor(options, context), wanted, workflowSchema);
  return printAnswer(found, options, context, (paint, columns) => workflowLines(found.items, paint, columns));
}

/** Defines a workflow by a YAML or JSON file, or replaces the version `replaces`. */
export async function defineWorkflow(
  id: string,
  path: string,
  options: Common & { readonly replaces?: string },
  context: CommandContext,
): Promise<ExitCode> {
  const file = await readInputFile(path, context.input, WORKFLOW);
  const { replaces } = options;
  if (replaces !== undefined && !/^\d+$/.test(replaces))
    throw badOption('--replaces', 'the version that you have read, such as 3', replaces);
  const headers = { ...JSON_BODY, ...(replaces !== undefined && { 'If-Match': `"v${replaces}"` }) };
  const at = `/v1/approval-workflows/${encodeURIComponent(id)}`;
  const body = JSON.stringify(parse(file.text, { schema: 'core' }));
  const call: Call = { method: 'PUT', path: at, headers, body, what: 'defining the workflow' };
  try {
    const defined = await clientFor(options, context).read(call, workflowSchema);
    return printAnswer(defined, options, context, (paint, columns) =>
      workflowLines([defined], paint, columns),
    );
  } catch (error) {
    sayFailure(error, context.terminal, { file });
    return exitCodeOf(error);
  }
}

function subjectOf({ report, recommendation }: RequestOptions): object {
  if ((report === undefined) === (recommendation === undefined))
    throw badOption('--report', 'either --report RUN or --recommendation ID', report ?? '');
  if (report !== undefined) return { kind: 'report', runId: report };
  const [assessmentId = '', ...key] = (recommendation ?? '').split(':');
  if (assessmentId === '' || key.join('') === '')
    throw badOption('--recommendation', 'an id as listed, assessment:key', recommendation ?? '');
  return { kind: 'recommendation', assessmentId, key: key.join(':') };
}

function read(client: ApiClient, id: string): Promise<ShownApproval> {
  return client.read({ method: 'GET', path: pathOf(id), what: 'reading the approval' }, approvalSchema);
}

function shown(one: ShownApproval, options: Common, context: CommandContext): ExitCode {
  return printAnswer(one, options, context, (paint, columns) => approvalLines(one, paint, columns));
}

function pathOf(id: string): string {
  return `/v1/approvals/${encodeURIComponent(id)}`;
}

function clientFor({ server }: Common, context: CommandContext): ApiClient {
  return new ApiClient(server ?? serverHere(context));
}
