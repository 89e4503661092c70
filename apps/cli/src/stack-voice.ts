import type { StackListener } from '@app/local-stack';
import type { Terminal } from './terminal/terminal';

/** Tells a person what the stack does; with `verbose`, also what its processes print. */
export function stackVoice(terminal: Terminal, verbose: boolean): StackListener {
  const { paint } = terminal;
  return {
    step: (text) => terminal.say(paint.dim(text)),
    ...(verbose && { output: (process, line) => terminal.say(`${paint.cyan(process.padEnd(8))} ${line}`) }),
  };
}
