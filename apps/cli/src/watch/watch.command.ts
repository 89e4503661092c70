import { ApiClient } from '../api/api-client';
import { RunFollower } from '../api/run-follower';
import { serverHere } from '../api/server-here';
import { exitCodeFor } from '../assess/assess.command';
import { summarise } from '../assess/run-summary';
import type { CommandContext } from '../command-context';
import type { ExitCode } from '../exit-code';
import { EXIT } from '../exit-code';
import { exitCodeOf, sayFailure } from '../failure';
import { displayFor, showRun } from '../progress/show-run';
import { Interrupts } from '../terminal/interrupts';

export interface WatchOptions {
  readonly server?: string;
  readonly verbose?: boolean;
}

/** Shows a run until it ends. Ctrl-C leaves the run alone: this is only a window. */
export async function watch(
  runId: string,
  options: WatchOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const interrupts = new Interrupts({ force: () => process.exit(EXIT.interrupted) });
  try {
    const client = new ApiClient(options.server ?? serverHere(context));
    const run = await showRun(new RunFollower(client, runId), displayFor(terminal), interrupts.signal);
    const hasResult = run.state === 'completed' || run.state === 'partial';
    const recommendations = hasResult ? await client.recommendations(run.id) : [];
    terminal.print();
    const lines = summarise(
      { run, recommendations, files: [] },
      terminal.resultPaint,
      terminal.resultColumns,
    );
    for (const line of lines) terminal.print(line);
    return exitCodeFor(run);
  } catch (error) {
    if (!interrupts.signal.aborted) {
      sayFailure(error, terminal, options);
      return exitCodeOf(error);
    }
    terminal.say('The run goes on.');
    return EXIT.interrupted;
  } finally {
    interrupts.dispose();
  }
}
