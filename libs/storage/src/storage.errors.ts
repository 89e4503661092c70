import { AppError, InvariantError } from '@app/kernel';

export function fileNotFound(key: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'storage.file-not-found',
    message: `There is no file ${key} in the storage: it was removed, or its time is over. Make it anew.`,
  });
}

/** The storage is away or not well: the same call may do better in a moment. */
export class StorageFailed extends AppError {
  constructor(what: string, cause: unknown) {
    super({
      kind: 'unavailable',
      code: 'storage.unavailable',
      message: `The file storage did not ${what}. Nothing is lost: try again in a moment.`,
      retryAfterSeconds: 5,
      cause,
    });
  }
}

export function storageUnavailable(what: string, cause: unknown): AppError {
  return new StorageFailed(what, cause);
}

/** The storage answers, and says no: keys, bucket or rights are not as they should be. */
export class StorageRefused extends AppError {
  constructor(status: number, code: string) {
    super({
      kind: 'internal',
      code: 'storage.refused',
      message: `The file storage refused with ${status} ${code}. Check STORAGE_URL, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, and that the bucket lets them read, write and delete.`,
    });
  }
}

/** A key that leads elsewhere: a defect of whoever made it. */
export function storageKeyInvalid(key: string): AppError {
  return new InvariantError(
    `a file cannot be called ${JSON.stringify(key)}: expected names joined by single slashes`,
  );
}

export function fileTooLarge(mostBytes: number): AppError {
  return new AppError({
    kind: 'too-large',
    code: 'storage.file-too-large',
    message: `The file storage takes files of up to ${mostBytes} bytes, and this one is larger. Split it.`,
  });
}
