import { AppError } from '@app/kernel';
import type { Environment } from '@app/platform';
import type { UnpackLimits } from './unpack';
import { UPLOAD_KINDS, type UploadKind } from './upload';

/** How large files may be. */
export interface UploadLimits {
  /** Bytes of a file as it is sent. */
  readonly byKind: Readonly<Record<UploadKind, number>>;
  readonly unpack: UnpackLimits;
}

/** @throws config.invalid when UPLOAD_LIMITS names no kind of upload, or not all of them. */
export function uploadLimits(env: Environment): UploadLimits {
  const given = new Map(
    env.UPLOAD_LIMITS.map((entry) => {
      const [kind = '', bytes = ''] = entry.split('=');
      return [kind, Number(bytes)] as const;
    }),
  );
  const unknown = [...given.keys()].filter((kind) => !(UPLOAD_KINDS as readonly string[]).includes(kind));
  const missing = UPLOAD_KINDS.filter((kind) => !given.has(kind));
  if (unknown.length > 0 || missing.length > 0) {
    throw new AppError({
      kind: 'invalid',
      code: 'config.invalid',
      message: `UPLOAD_LIMITS is kind=bytes for each of ${UPLOAD_KINDS.join(', ')}; unknown: ${unknown.join(', ') || 'none'}; missing: ${missing.join(', ') || 'none'}.`,
    });
  }
  return {
    byKind: Object.fromEntries(given) as Record<UploadKind, number>,
    unpack: {
      entries: env.UPLOAD_ARCHIVE_ENTRIES,
      totalBytes: env.UPLOAD_UNPACKED_BYTES,
      ratio: env.UPLOAD_UNPACK_RATIO,
    },
  };
}
