import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { serverHere } from '../api/server-here';
import { badOption } from '../assess/assess.errors';
import type { CommandContext } from '../command-context';
import { EXIT, type ExitCode } from '../exit-code';
import { badFile, unreadableFile } from '../input/input-file.errors';
import { readBounded } from '../input/read-bounded';
import { visibleLine } from '../terminal/visible-text';
import { counted } from '../terminal/wording';
import { type ProposalsAnswer, type UploadAnswer, UploadsClient } from './uploads-client';

export interface UploadOptions {
  readonly kind: string;
  readonly assessment?: string;
  readonly budget?: string;
  readonly apply?: string;
  readonly workload?: string;
  readonly control?: string;
  readonly effective?: string;
  readonly expires?: string;
  readonly name?: string;
  readonly server?: string;
  readonly json?: boolean;
}

/** Larger than any limit of an API; its own is what counts. */
const LARGEST_BYTES = 1_000_000_000;
const LONGEST_VALUE = 160;

/**
 * Sends a file, shows what it proposes, and applies what was chosen of it. Without --apply nothing but the upload is
 * stored.
 * @throws file.unreadable, option.invalid, and what the API refuses
 */
export async function upload(
  path: string,
  options: UploadOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const chosen = chosenOf(options);
  const content = await contentOf(path, context);
  const client = new UploadsClient(options.server ?? serverHere(context));
  const sent = await client.send(content, queryOf(path, options));
  const isHeld = options.assessment !== undefined || ['actuals', 'price-book'].includes(options.kind);
  const proposals = isHeld ? await client.proposals(sent.id, options.assessment) : null;
  if (!options.json) for (const line of describe(path, sent, proposals)) terminal.print(line);
  const applied =
    chosen && proposals
      ? await client.apply(sent.id, proposals.assessmentVersion, {
          ...(options.assessment !== undefined && { assessmentId: options.assessment }),
          ...(options.budget !== undefined && { budgetId: options.budget }),
          ...(chosen === 'all' ? { all: true } : { proposals: chosen }),
        })
      : null;
  if (options.json) terminal.printJson({ upload: sent, proposals, applied });
  else if (applied) {
    const version = applied.version === null ? '' : `, now at version ${applied.version}`;
    const what = `${counted(applied.proposals.length, 'proposal')} of ${visibleLine(path)}`;
    terminal.print(`Applied ${what} to ${visibleLine(`${applied.target} ${applied.targetId}`)}${version}.`);
  }
  return EXIT.completed;
}

function describe(
  path: string,
  { id, drafts, seen }: UploadAnswer,
  proposals: ProposalsAnswer | null,
): string[] {
  const lines = [`${visibleLine(path)} is upload ${visibleLine(id)}.`];
  for (const { what, count, detail } of seen)
    lines.push(`  seen      ${count} × ${visibleLine(what)}: ${visibleLine(detail)}`);
  if (!proposals) {
    if (drafts > 0)
      lines.push(
        `  It proposes ${counted(drafts, 'change')}: name an assessment with --assessment to see them.`,
      );
    return lines;
  }
  for (const { id: own, pointer, from, to, why, sourceLine } of proposals.items) {
    const place = pointer === '' ? '' : `${visibleLine(pointer)}: `;
    const change = from === null ? shown(to) : `${shown(from)} → ${shown(to)}`;
    lines.push(`  ${visibleLine(own).padEnd(9)} ${place}${change}`);
    lines.push(`            ${visibleLine(why)}${sourceLine === null ? '' : ` (line ${sourceLine})`}`);
  }
  for (const { id: own, why } of proposals.open)
    lines.push(`  ${visibleLine(own).padEnd(9)} open: ${visibleLine(why)}`);
  if (proposals.items.length === 0) lines.push('  It proposes nothing that is not there already.');
  return lines;
}

function shown(value: unknown): string {
  const text = visibleLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function chosenOf({ apply, kind, assessment, budget }: UploadOptions): readonly string[] | 'all' | null {
  if (apply === undefined) return null;
  if (kind === 'actuals' && budget === undefined)
    throw badOption('--apply', 'the budget beside it, with --budget', apply);
  if (kind !== 'actuals' && kind !== 'price-book' && assessment === undefined)
    throw badOption('--apply', 'the assessment beside it, with --assessment', apply);
  const ids = apply.split(',').map((id) => id.trim());
  if (apply === 'all') return 'all';
  if (ids.every((id) => /^p\d+(\.\d+)?$/.test(id))) return ids;
  throw badOption('--apply', 'all, or ids of proposals such as p1,p3', apply);
}

async function contentOf(path: string, { input }: CommandContext): Promise<Uint8Array<ArrayBuffer>> {
  let content: Buffer | null;
  try {
    content = await readBounded(path === '-' ? input : createReadStream(path), LARGEST_BYTES);
  } catch (error) {
    throw unreadableFile(path, error);
  }
  if (content === null) throw badFile('file.too-large', `${path} has more than ${LARGEST_BYTES} bytes.`);
  return new Uint8Array(content);
}

function queryOf(path: string, options: UploadOptions): URLSearchParams {
  const { kind, workload, control, effective, expires, name } = options;
  const given = {
    ...{ kind, fileName: path === '-' ? undefined : basename(path), workload, control, name },
    ...{ effectiveDate: effective, expiryDate: expires },
  };
  return new URLSearchParams(
    Object.entries(given).filter((one): one is [string, string] => one[1] !== undefined),
  );
}
