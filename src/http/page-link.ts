import type { Page } from '@app/database';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Names the next page in a `Link` header (RFC 8288): the same query with the next cursor. */
export function linkNextPage(page: Page<unknown>, request: FastifyRequest, reply: FastifyReply): void {
  if (page.nextCursor === null) return;
  const [path, query] = request.url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', page.nextCursor);
  void reply.header('Link', `<${path}?${parameters.toString()}>; rel="next"`);
}
