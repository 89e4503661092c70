import type { Command } from 'commander';
import { statSync } from 'node:fs';
import { ApiClient } from '../api/api-client';
import { serverHere } from '../api/server-here';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { EXIT } from '../exit-code';
import { comparisonLines } from './comparison-lines';
import { readReportFile } from './report-file';
import { runComparisonSchema, type RunComparisonAnswer } from './run-comparison';

export interface CompareOptions {
  readonly server?: string;
  readonly json?: boolean;
  readonly files?: boolean;
  readonly exitCode?: boolean;
}

const PAGE = 100;
/** Far more figures than two reports have. */
const MOST_PAGES = 200;
const UNEXPLAINED_SHOWN = 10;

/** Prints what two runs say differently, by how much, and why. */
export async function compare(
  from: string,
  to: string,
  options: CompareOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const areFiles = options.files ?? (isFile(from) && isFile(to));
  const stored = areFiles
    ? null
    : new StoredComparison(new ApiClient(options.server ?? serverHere(context)), from, to);
  const first = stored ? await stored.firstPage() : await compareFiles(from, to);
  if (options.json) terminal.printJson(stored ? await stored.allOf(first) : first);
  else {
    const unexplained = stored ? await stored.unexplainedOf(first) : unexplainedAmong(first);
    const shown = { ...first, unexplained };
    for (const line of comparisonLines(shown, terminal.resultPaint, terminal.resultColumns))
      terminal.print(line);
  }
  const isTold = options.exitCode === true && first.summary.isOtherRecommendation;
  return isTold ? EXIT.otherRecommendation : EXIT.completed;
}

/** A comparison that the API makes, page by page. */
class StoredComparison {
  constructor(
    private readonly client: ApiClient,
    private readonly from: string,
    private readonly to: string,
  ) {}

  firstPage(): Promise<RunComparisonAnswer> {
    return this.read(`&limit=${PAGE}`);
  }

  /** The most important figures that nothing explains; they may stand behind the first page. */
  async unexplainedOf({ summary }: RunComparisonAnswer): Promise<RunComparisonAnswer['items']> {
    if (summary.unexplained === 0) return [];
    return (await this.read(`&cause=none&limit=${UNEXPLAINED_SHOWN}`)).items;
  }

  async allOf(first: RunComparisonAnswer): Promise<RunComparisonAnswer> {
    const items = [...first.items];
    let cursor = first.nextCursor;
    for (let page = 1; cursor !== null && page < MOST_PAGES; page += 1) {
      const next = await this.read(`&limit=${PAGE}&cursor=${encodeURIComponent(cursor)}`);
      items.push(...next.items);
      cursor = next.nextCursor;
    }
    return { ...first, items, nextCursor: cursor };
  }

  private read(rest: string): Promise<RunComparisonAnswer> {
    const path = `/v1/comparisons?from=${encodeURIComponent(this.from)}&to=${encodeURIComponent(this.to)}${rest}`;
    return this.client.read({ method: 'GET', path, what: 'comparing the runs' }, runComparisonSchema);
  }
}

function unexplainedAmong({ items }: RunComparisonAnswer): RunComparisonAnswer['items'] {
  return items.filter(({ causes }) => causes.length === 0);
}

async function compareFiles(from: string, to: string): Promise<RunComparisonAnswer> {
  const [before, after] = [await readReportFile(from), await readReportFile(to)];
  // The other commands do without it.
  const { briefValue, compareRuns } = await import('@app/comparison');
  const { causes, figures, differences, answers, ...rest } = compareRuns(before, after);
  const groups = causes.map(({ cause, ...group }) => ({ ...cause, ...group }));
  const long = briefValue({ causes: groups, differences, answers: answers ?? [] }) as object;
  return runComparisonSchema.parse({ ...rest, ...long, items: figures, nextCursor: null });
}

/** No id of a run is the path of a file by chance. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

export function describeCompare(
  program: Command,
  context: CommandContext,
  done: (code: ExitCode) => void,
): void {
  program
    .command('compare')
    .description(
      'show what two runs say differently: what they recommend, which figures, by how much, and why',
    )
    .argument('<from>', 'id of a run, or a report in JSON')
    .argument('<to>', 'id of another run, of the same assessment or of another; or another report in JSON')
    .option('--files', 'read both as files, written by assess --format json, without a server')
    .option('--json', 'print all of it as JSON')
    .option('--exit-code', `exit with ${EXIT.otherRecommendation} where the two recommend different things`)
    .option('--server <url>', 'the API; otherwise the one that runs on this machine')
    .action(async (from: string, to: string, options: CompareOptions) =>
      done(await compare(from, to, options, context)),
    );
}
