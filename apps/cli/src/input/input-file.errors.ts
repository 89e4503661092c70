import { AppError } from '@app/kernel';

export function badFile(code: string, message: string): AppError {
  return new AppError({ kind: 'invalid', code, message });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'this user may not read it',
};

export function unreadableFile(path: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  const reason = REASONS[code ?? ''] ?? message;
  return new AppError({
    kind: 'invalid',
    code: 'file.unreadable',
    message: `${path} cannot be read: ${reason}. The files in examples/ are a place to start.`,
    cause,
  });
}
