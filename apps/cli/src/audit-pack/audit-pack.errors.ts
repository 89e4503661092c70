import { AppError } from '@app/kernel';

export function unwritablePack(path: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError({
    kind: 'invalid',
    code: 'out.unwritable',
    message: `The audit pack cannot be written to ${path} (${reason}). Choose another place with --out.`,
    cause,
  });
}

export function damagedOnTheWay(etag: string, got: string): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'audit-pack.damaged',
    message: `The audit pack arrived damaged: the server names SHA-256 ${etag}, what came has ${got}. Nothing was written; try again.`,
  });
}

export function unreadablePack(path: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AppError({
    kind: 'invalid',
    code: 'file.unreadable',
    message: `${path} cannot be read (${reason}). Name the zip of an audit pack.`,
    cause,
  });
}

export function packTooLarge(path: string, bytes: number, most: number): AppError {
  return new AppError({
    kind: 'too-large',
    code: 'file.too-large',
    message: `${path} has ${bytes} bytes; no audit pack has more than ${most}.`,
  });
}

export function badHash(given: string): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'option.invalid',
    message: `--sha256 expects 64 hexadecimal digits, as sha256sum prints them; got ${given.slice(0, 80)}.`,
  });
}
