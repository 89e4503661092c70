import { addAbortSignal } from 'node:stream';
import { ApiClient } from '../api/api-client';
import { RunFollower } from '../api/run-follower';
import type { RunView } from '../api/run-view';
import { type CommandContext, isUnderNpm } from '../command-context';
import type { ExitCode } from '../exit-code';
import { EXIT } from '../exit-code';
import { parseFormats } from '../export/parse-formats';
import { exitCodeOf, sayFailure } from '../failure';
import type { InputFile } from '../input/input-file';
import { readInputFile, STANDARD_INPUT } from '../input/input-file';
import { displayFor, showRun } from '../progress/show-run';
import { stackVoice } from '../stack-voice';
import { Interrupts } from '../terminal/interrupts';
import type { Terminal } from '../terminal/terminal';
import { jsonOfFailure, jsonOfInterrupt, jsonOfRun } from './json-outcome';
import type { PlannedFile } from './report-files';
import { planReports, prepareOut, writeReports } from './report-files';
import type { Outcome } from './run-summary';
import { summarise } from './run-summary';
import type { RunChoices } from './run-choices';
import { parseRunChoices } from './run-choices';
import type { Server } from './server';
import { foreignServer, localServer } from './server';

export interface AssessOptions extends RunChoices {
  readonly out: string;
  readonly format: string;
  readonly json?: boolean;
  readonly server?: string;
  readonly verbose?: boolean;
}

/** Assesses one file: stores it, runs the agents, shows them at work, writes the reports, sums up. */
export async function assess(
  path: string,
  options: AssessOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  let file: InputFile | undefined;
  let server: Server | undefined;
  let givenUp = false;
  const interrupts = new Interrupts({
    force: () => {
      server?.kill();
      process.exit(EXIT.interrupted);
    },
    underNpm: isUnderNpm(context.environment),
  });
  try {
    const formats = parseFormats(options.format);
    const wish = parseRunChoices(options);
    file = await readInput(path, context, interrupts.signal);
    prepareOut(options.out);
    server = await serverFor(options, context, interrupts.signal);
    const client = new ApiClient(server.url);
    const plan = await planReports(client, formats);
    const assessmentId = await client.createAssessment(file.text, file.contentType);
    const runId = await client.startRun(assessmentId, wish);
    const run = await seeThrough(client, runId, terminal, interrupts.signal);
    const outcome = await collect(client, run, { plan, directory: options.out }, interrupts.signal);
    tell({ ...outcome, file }, options.json === true, terminal);
    return exitCodeFor(run);
  } catch (error) {
    givenUp = interrupts.signal.aborted;
    if (options.json === true) terminal.printJson(givenUp ? jsonOfInterrupt() : jsonOfFailure(error, file));
    if (givenUp) return EXIT.failed;
    sayFailure(error, terminal, { verbose: options.verbose, file });
    return exitCodeOf(error);
  } finally {
    await server?.release();
    if (givenUp) terminal.say('Stopped. Nothing was left running.');
    interrupts.dispose();
  }
}

function readInput(
  path: string,
  { input, terminal }: CommandContext,
  signal: AbortSignal,
): Promise<InputFile> {
  if (path === STANDARD_INPUT) {
    if (input.isTTY === true) terminal.say('Reading the assessment from standard input; Ctrl-D ends it.');
    addAbortSignal(signal, input);
  }
  return readInputFile(path, input);
}

async function serverFor(
  options: AssessOptions,
  context: CommandContext,
  signal: AbortSignal,
): Promise<Server> {
  if (options.server !== undefined) return foreignServer(options.server);
  const { environment, terminal } = context;
  return localServer({ environment, signal, listener: stackVoice(terminal, options.verbose === true) });
}

/** Shows the run until it ends; when the person interrupts, it is cancelled rather than left to work for nobody. */
async function seeThrough(
  client: ApiClient,
  runId: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<RunView> {
  try {
    return await showRun(new RunFollower(client, runId), displayFor(terminal), signal);
  } catch (error) {
    if (signal.aborted) {
      terminal.say('Cancelling the run ...');
      // It may have ended by itself this very moment.
      await client.cancel(runId).catch(() => undefined);
    }
    throw error;
  }
}

async function collect(
  client: ApiClient,
  run: RunView,
  wish: { readonly plan: readonly PlannedFile[]; readonly directory: string },
  signal: AbortSignal,
): Promise<Outcome> {
  // A run that failed or was cancelled has neither.
  if (run.state !== 'completed' && run.state !== 'partial') return { run, recommendations: [], files: [] };
  const recommendations = await client.recommendations(run.id);
  const files = await writeReports(client, run.id, wish, signal);
  return { run, recommendations, files };
}

function tell(outcome: Outcome, json: boolean, terminal: Terminal): void {
  if (json) {
    terminal.printJson(jsonOfRun(outcome, exitCodeFor(outcome.run)));
    return;
  }
  terminal.print();
  for (const line of summarise(outcome, terminal.resultPaint, terminal.resultColumns)) terminal.print(line);
}

/** @see EXIT */
export function exitCodeFor({ state, problems }: Pick<RunView, 'state' | 'problems'>): ExitCode {
  if (state === 'completed') return EXIT.completed;
  // The run found what no form of the input shows: a model that is not listed, answers that contradict each other.
  const inputIsWrong = problems.length > 0 && problems.every(({ pointer }) => pointer !== undefined);
  if (state === 'failed' && inputIsWrong) return EXIT.badInput;
  return state === 'partial' ? EXIT.partial : EXIT.failed;
}
