import type { ErrorKind } from '@app/kernel';
import { AppError } from '@app/kernel';
import type { ExitCode } from './exit-code';
import { EXIT } from './exit-code';
import type { InputFile } from './input/input-file';
import { counted } from './terminal/wording';
import type { Terminal } from './terminal/terminal';
import { visibleLine } from './terminal/visible-text';

/** Kinds that mean: what the person gave cannot be used. */
const BAD_INPUT: readonly ErrorKind[] = [
  'invalid',
  'unprocessable',
  'too-large',
  'unsupported-media-type',
  'not-found',
  'gone',
  'precondition-failed',
];

/** Codes of settings and machines that only look like bad input by their kind. */
const NOT_INPUT = /^(stack|redis|config)\./;

/** The exit code that an error stands for. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof AppError) || NOT_INPUT.test(error.code)) return EXIT.failed;
  return BAD_INPUT.includes(error.kind) ? EXIT.badInput : EXIT.failed;
}

/** Says what went wrong, and where in the person's file; the stack only where it was asked for. */
export function sayFailure(
  error: unknown,
  terminal: Terminal,
  options: { readonly verbose?: boolean; readonly file?: InputFile } = {},
): void {
  for (const line of failureLines(error, options.file)) terminal.say(line);
  if (options.verbose === true && error instanceof Error) terminal.say(terminal.paint.dim(error.stack ?? ''));
}

export function failureLines(error: unknown, file?: InputFile): string[] {
  if (!(error instanceof AppError)) {
    const message = error instanceof Error ? error.message : String(error);
    return [
      `Unexpected: ${message}`,
      'This is a defect. Run it again with --verbose and report what it prints.',
    ];
  }
  const problems = error.problems.flatMap(({ pointer, detail }) => {
    const place = file?.pointers.locate(pointer) ?? null;
    const where = place === null || file === undefined ? '' : `${file.path}:${place.line}:${place.column}  `;
    return [`  ${where}${visibleLine(pointer) || '(the whole)'}`, `      ${visibleLine(detail)}`];
  });
  // The API speaks of its errors and bodies; a person of the file.
  const count = error.problems.length;
  const heading =
    file === undefined || count === 0 ? error.message : `${file.path} has ${counted(count, 'mistake')}:`;
  return [heading, ...problems];
}
