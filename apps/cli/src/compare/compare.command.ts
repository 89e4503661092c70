import type { Command } from 'commander';
import { ApiClient } from '../api/api-client';
import { serverHere } from '../api/server-here';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { EXIT } from '../exit-code';
import { comparisonLines } from './comparison-lines';
import { readReportFile } from './report-file';
import { runComparisonSchema, type ShownComparison } from './run-comparison';

export interface CompareOptions {
  readonly server?: string;
  readonly json?: boolean;
  readonly files?: boolean;
}

const PAGE = 100;
/** Far more figures than two reports have. */
const MOST_PAGES = 200;

/** Prints what two runs say differently, by how much, and why. */
export async function compare(
  from: string,
  to: string,
  options: CompareOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const shown = options.files
    ? await compareFiles(from, to)
    : await compareStored(new ApiClient(options.server ?? serverHere(context)), from, to);
  if (options.json) terminal.printJson(shown);
  else
    for (const line of comparisonLines(shown, terminal.resultPaint, terminal.resultColumns))
      terminal.print(line);
  return EXIT.completed;
}

async function compareStored(client: ApiClient, from: string, to: string): Promise<ShownComparison> {
  const query = `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}&limit=${PAGE}`;
  const read = (rest: string) =>
    client.read(
      { method: 'GET', path: `/v1/comparisons?${query}${rest}`, what: 'comparing the runs' },
      runComparisonSchema,
    );
  const first = await read('');
  const items = [...first.items];
  let cursor = first.nextCursor;
  for (let page = 1; cursor !== null && page < MOST_PAGES; page += 1) {
    const next = await read(`&cursor=${encodeURIComponent(cursor)}`);
    items.push(...next.items);
    cursor = next.nextCursor;
  }
  return { ...first, items, nextCursor: cursor };
}

async function compareFiles(from: string, to: string): Promise<ShownComparison> {
  const [before, after] = [await readReportFile(from), await readReportFile(to)];
  // The other commands do without it.
  const { briefValue, compareRuns } = await import('@app/comparison');
  const { causes, figures, ...rest } = compareRuns(before, after);
  const groups = causes.map(({ cause, ...group }) => ({ ...cause, ...group }));
  const shown = briefValue({ ...rest, causes: groups }) as object;
  return runComparisonSchema.parse({ ...shown, items: figures, nextCursor: null });
}

export function describeCompare(
  program: Command,
  context: CommandContext,
  done: (code: ExitCode) => void,
): void {
  program
    .command('compare')
    .description('show what two runs say differently: which figures, by how much, and why')
    .argument('<from>', 'id of a run; with --files a report in JSON')
    .argument('<to>', 'id of another run, of the same assessment or of another')
    .option('--files', 'compare two files, written by assess --format json, without a server')
    .option('--json', 'print all of it as JSON')
    .option('--server <url>', 'the API; otherwise the one that runs on this machine')
    .action(async (from: string, to: string, options: CompareOptions) =>
      done(await compare(from, to, options, context)),
    );
}
