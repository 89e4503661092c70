import { AppError } from '@app/kernel';

/** One page of a list. `nextCursor` is opaque and null on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** What a list query needs: how many, and the id after which to go on. */
export interface PageRequest {
  /** 1 to 100. */
  readonly limit: number;
  readonly afterId: string | null;
}

/** Packs the id of a page's last item so that clients treat it as opaque. */
export function encodeCursor(lastId: string): string {
  return Buffer.from(JSON.stringify({ after: lastId })).toString('base64url');
}

/** @throws request.bad-cursor when the text is not a cursor of ours. */
export function decodeCursor(cursor: string): string {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (parsed && typeof parsed === 'object' && 'after' in parsed && typeof parsed.after === 'string') {
      return parsed.after;
    }
  } catch {
    // Falls through to the refusal below: what is not JSON is not a cursor either.
  }
  throw badCursor();
}

/** What was sent as a cursor does not come from the list that it was sent to. */
export function badCursor(): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'request.bad-cursor',
    message:
      'cursor is not one that this API gave out: use the value of nextCursor from the page before, unchanged.',
    problems: [{ pointer: '/cursor', detail: 'expected the nextCursor of an earlier page' }],
  });
}

/** Cuts a result that was read with `limit + 1` into a page. */
export function toPage<T extends { readonly id: string }>(rows: readonly T[], limit: number): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(last.id) : null };
}
