import type { Page } from '@app/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { linkNextPage } from './page-link';
import { onlyFields } from './sparse-fields';

/** The exchange that asks for a list. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * The answer to a list: its entries as views with the fields that were asked for, and a `Link` to the next page.
 * @throws request.unknown-field
 */
export function answerPage<T, V extends object>(
  page: Page<T>,
  toView: (one: T) => V,
  { fields, known }: { readonly fields: string | undefined; readonly known: ReadonlyArray<keyof V & string> },
  { request, reply }: Exchange,
): { items: Array<Partial<V>>; nextCursor: string | null } {
  const items = page.items.map((one) => onlyFields(toView(one), fields, known));
  linkNextPage(page, request, reply);
  return { items, nextCursor: page.nextCursor };
}
