import { AppError } from '@app/kernel';

export function fileNotFound(key: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'storage.file-not-found',
    message: `There is no file ${key} in the storage: it was removed, or its time is over. Make it anew.`,
  });
}

export function storageUnavailable(what: string, cause: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'storage.unavailable',
    message: `The file storage did not ${what}. Nothing is lost: try again in a moment.`,
    retryAfterSeconds: 5,
    cause,
  });
}
