import { AppError } from '@app/kernel';

export function stackNeverReady(dataDir: string, pid: number | null): AppError {
  const who = pid === null ? 'The stack' : `The stack of process ${pid}`;
  return new AppError({
    kind: 'unavailable',
    code: 'stack.never-ready',
    message: `${who} on ${dataDir} does not answer. Look at the terminal it was started in, stop it, and try again.`,
  });
}

export function unwritableOut(directory: string, cause: unknown): AppError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new AppError({
    kind: 'invalid',
    code: 'out.unwritable',
    message: `The reports cannot be written to ${directory} (${code ?? message}). Choose another place with --out.`,
    cause,
  });
}

export function badOption(name: string, expected: string, given: string): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'option.invalid',
    message: `${name} ${given}: expected ${expected}.`,
  });
}
