import { relative } from 'node:path';
import type { LocalStack } from '@app/local-stack';
import { startLocalStack } from '@app/local-stack';
import { resolve } from 'node:path';
import { type CommandContext, isUnderNpm } from '../command-context';
import type { ExitCode } from '../exit-code';
import { EXIT } from '../exit-code';
import { exitCodeOf, sayFailure } from '../failure';
import { stackVoice } from '../stack-voice';
import { Interrupts } from '../terminal/interrupts';
import { welcome } from './welcome';

export interface StartOptions {
  readonly verbose?: boolean;
}

/** Starts the one-machine stack and keeps it until Ctrl-C. */
export async function start(
  options: StartOptions,
  { terminal, environment }: CommandContext,
): Promise<ExitCode> {
  const listener = stackVoice(terminal, options.verbose === true);
  let stack: LocalStack | undefined;
  const interrupts = new Interrupts({
    force: () => {
      stack?.kill();
      process.exit(EXIT.interrupted);
    },
    underNpm: isUnderNpm(environment),
  });
  try {
    stack = await startLocalStack({ environment, listener, signal: interrupts.signal });
    const dataDir = relative('', resolve(environment.dataDir)) || '.';
    for (const line of welcome(stack, dataDir, terminal.paint)) terminal.say(line);
    const broken = await Promise.race([stack.broken, aborted(interrupts.signal)]);
    if (broken === null) return EXIT.completed;
    sayFailure(broken, terminal, options);
    return EXIT.failed;
  } catch (error) {
    if (interrupts.signal.aborted) return EXIT.completed;
    sayFailure(error, terminal, options);
    return exitCodeOf(error);
  } finally {
    await stack?.stop();
    if (stack !== undefined)
      terminal.say('Everything is stopped. The data stays; `npm start` goes on with it.');
    interrupts.dispose();
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
