import type { Environment } from '@app/platform';
import type { UnpackLimits } from './unpack';
import type { UploadKind } from './upload';

/** How large files may be. */
export interface UploadLimits {
  /** Bytes of a file as it is sent. */
  readonly byKind: Readonly<Record<UploadKind, number>>;
  readonly unpack: UnpackLimits;
}

/** UPLOAD_LIMITS names every kind of upload, which the check of the environment sees to. */
export function uploadLimits(env: Environment): UploadLimits {
  const given = env.UPLOAD_LIMITS.map((entry) => {
    const [kind, bytes] = entry.split('=');
    return [kind, Number(bytes)] as const;
  });
  return {
    byKind: Object.fromEntries(given) as Record<UploadKind, number>,
    unpack: {
      entries: env.UPLOAD_ARCHIVE_ENTRIES,
      totalBytes: env.UPLOAD_UNPACKED_BYTES,
      ratio: env.UPLOAD_UNPACK_RATIO,
    },
  };
}
