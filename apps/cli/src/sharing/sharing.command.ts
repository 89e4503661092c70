import { z } from 'zod';
import { ApiClient } from '../api/api-client';
import { readPages } from '../api/read-pages';
import { serverHere } from '../api/server-here';
import { badOption } from '../assess/assess.errors';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { printAnswer, type AnswerOptions } from '../terminal/print-answer';
import { tableLines } from '../terminal/table';
import { visibleLine } from '../terminal/visible-text';

export interface ShareOptions extends AnswerOptions {
  readonly audience?: string;
  readonly language?: string;
  readonly days?: string;
  readonly maxViews?: string;
  readonly by?: string;
}

const MOST = 200;

const linkSchema = z.looseObject({
  id: z.string(),
  state: z.string(),
  audience: z.string().nullable(),
  language: z.string(),
  by: z.string().nullable(),
  expiresAt: z.string(),
  views: z.number(),
  maxViews: z.number().nullable(),
});
type ShareLink = z.infer<typeof linkSchema>;

/** Makes a link and prints its address, which is shown this once. */
export async function createShareLink(
  runId: string,
  options: ShareOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { audience, language, by } = options;
  const expiresInDays = numberOf('--days', options.days);
  const maxViews = numberOf('--max-views', options.maxViews);
  const link = await clientFor(options, context).read(
    {
      method: 'POST',
      path: pathOf(runId),
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ audience, language, expiresInDays, maxViews, by }),
      what: 'making the link',
    },
    linkSchema.extend({ url: z.string() }),
  );
  return printAnswer(link, options, context, (paint) => [
    visibleLine(link.url),
    paint.dim(
      visibleLine(`link ${link.id}, for ${seenBy(link)}, until ${link.expiresAt}, ${viewsOf(link)} views`),
    ),
    paint.dim('The address is shown this once: whoever has it can read the report.'),
  ]);
}

/** Lists the links of a run, those that open nothing any more among them. */
export async function listShareLinks(
  runId: string,
  options: AnswerOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const wanted = { path: pathOf(runId), what: 'reading the links', most: MOST };
  const found = await readPages(clientFor(options, context), wanted, linkSchema);
  return printAnswer(found, options, context, (paint, columns) => {
    if (found.items.length === 0) return ['The report of this run is not shared.'];
    const rows = found.items.map((link) => [
      link.id,
      link.state,
      link.expiresAt.slice(0, 10),
      viewsOf(link),
      seenBy(link),
      link.by ?? '',
    ]);
    const lines = tableLines(['id', 'state', 'until', 'views', 'for', 'by'], rows, paint, columns);
    return found.more ? [...lines, `Older ones are left out: these are the newest ${MOST}.`] : lines;
  });
}

/** Takes a link back; again is no more. */
export async function revokeShareLink(
  id: string,
  options: AnswerOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const path = `/v1/share-links/${encodeURIComponent(id)}`;
  await clientFor(options, context).tell({ method: 'DELETE', path, what: 'revoking the link' });
  return printAnswer({ id, state: 'revoked' }, options, context, () => [
    visibleLine(`Link ${id} opens nothing any more.`),
  ]);
}

function seenBy({ audience }: ShareLink): string {
  return audience ?? 'everybody';
}

function viewsOf({ views, maxViews }: ShareLink): string {
  return maxViews === null ? String(views) : `${views} of ${maxViews}`;
}

/** A whole number; its range is the API's to judge. @throws option.invalid */
function numberOf(name: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^\d{1,9}$/.test(given)) throw badOption(name, 'a whole number', given);
  return Number(given);
}

function pathOf(runId: string): string {
  return `/v1/runs/${encodeURIComponent(runId)}/share-links`;
}

function clientFor({ server }: AnswerOptions, context: CommandContext): ApiClient {
  return new ApiClient(server ?? serverHere(context));
}
