import { AppError } from '@app/kernel';
import { FileMistake } from './file-mistake';

export function badFile(code: string, message: string, place: FileMistake['place'] = null): FileMistake {
  return new FileMistake(code, message, place);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'this user may not read it',
};

export function unreadableFile(path: string, cause: unknown): AppError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const reason = REASONS[code ?? ''] ?? message;
  return new AppError({
    kind: 'invalid',
    code: 'file.unreadable',
    message: `${path} cannot be read: ${reason}. The files in examples/ are a place to start.`,
    cause,
  });
}
