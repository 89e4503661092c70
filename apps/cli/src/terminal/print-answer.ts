import type { CommandContext } from '../command-context';
import { EXIT, type ExitCode } from '../exit-code';
import type { Paint } from './paint';

/** What every command that reads an API takes. */
export interface AnswerOptions {
  readonly server?: string;
  readonly json?: boolean;
}

/** Prints what an API answered: as it came for a machine, as lines for a person. */
export function printAnswer(
  value: unknown,
  { json }: AnswerOptions,
  { terminal }: CommandContext,
  lines: (paint: Paint, columns: number) => readonly string[],
): ExitCode {
  if (json) terminal.printJson(value);
  else for (const line of lines(terminal.resultPaint, terminal.resultColumns)) terminal.print(line);
  return EXIT.completed;
}
