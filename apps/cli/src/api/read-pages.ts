import { z } from 'zod';
import type { ApiClient } from './api-client';

const PAGE = 100;

/** A list of the API, as far as it was wanted. */
export interface Pages<T> {
  readonly items: readonly T[];
  /** Whether there are more. */
  readonly more: boolean;
}

/** What to list: a path, and what narrows it by the names of the API. */
export interface PagesWanted {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** In words, for messages. */
  readonly what: string;
  readonly most: number;
}

/** The first entries of a list, page by page. @throws what the API refuses */
export async function readPages<T>(
  client: ApiClient,
  { path, query = {}, what, most }: PagesWanted,
  item: z.ZodType<T>,
): Promise<Pages<T>> {
  const schema = z.object({ items: z.array(item), nextCursor: z.string().nullish() });
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const limit = String(Math.min(PAGE, most - items.length));
    const given = Object.entries({ ...query, limit, cursor: cursor ?? undefined });
    const named = given.filter((one): one is [string, string] => one[1] !== undefined);
    const page: z.infer<typeof schema> = await client.read(
      { method: 'GET', path: `${path}?${new URLSearchParams(named).toString()}`, what },
      schema,
    );
    items.push(...page.items);
    cursor = page.nextCursor ?? null;
  } while (cursor !== null && items.length < most);
  return { items: items.slice(0, most), more: cursor !== null };
}
