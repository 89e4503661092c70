import { readStackEnvironment } from '@app/platform';
import { runCommandLine } from './program';
import { Terminal } from './terminal/terminal';

/** Runs the command line that this process was started with. */
export async function runHere(): Promise<void> {
  const environment = readStackEnvironment();
  const terminal = new Terminal(process.stdout, process.stderr, environment.inherited);
  // The exit code rather than an exit: what is still being written to a pipe must arrive.
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    terminal,
    environment,
    input: process.stdin,
  });
}
