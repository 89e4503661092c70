import { AppError } from '@app/kernel';

/** The strong ETag of a version of something. */
export function versionTag(version: number): string {
  return `"v${version}"`;
}

/** Whether an `If-None-Match` names this tag, compared weakly as RFC 9110 says. */
export function namesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((one) => opaque(one.trim()) === opaque(tag));
}

/**
 * The version that an `If-Match` expects; `any` for `*`, undefined where there is none.
 * @throws request.bad-etag when it holds anything else than one ETag of ours
 */
export function expectedVersion(header: string | undefined): number | 'any' | undefined {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return 'any';
  const [, version] = /^"v([1-9]\d{0,8})"$/.exec(header.trim()) ?? [];
  if (version !== undefined) return Number(version);
  throw new AppError({
    kind: 'invalid',
    code: 'request.bad-etag',
    message:
      'If-Match must hold the ETag of the version you read, unchanged, such as "v3" with its quotes, or *.',
  });
}

/** As {@link expectedVersion}, where a change without it could undo somebody else's. */
export function requiredVersion(header: string | undefined): number | 'any' {
  const expected = expectedVersion(header);
  if (expected !== undefined) return expected;
  throw new AppError({
    kind: 'precondition-required',
    code: 'request.if-match-required',
    message: "Send If-Match with the ETag of the version you read, so that nobody else's change is lost.",
  });
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}
