import type { Content } from '../storage/content';
import type { StoredDoc } from '../storage/stored-doc';
import type { Doc } from '../values/document';
import type { Answer } from './plan';

/**
 * Reads what a query found, one document when it is asked for. What memory holds is given as it was when the query was
 * answered. A document of which a part is on the disk only is given as it is when it is read, which may be commands
 * later: it is left out when it was deleted since, or changed such that the query would not find it.
 */
export function readAnswer<T>(
  { docs, matcher, fields }: Answer,
  held: (doc: Doc) => T,
  apart: (stored: StoredDoc) => T,
): Iterable<T> {
  const contents = docs.map(({ content }) => content);
  return (function* () {
    for (const [at, stored] of docs.entries()) {
      const content = contents[at] as Content;
      if (content.apart.length === 0) yield held(content.head);
      else if (!stored.gone && (stored.content === content || matcher.test(stored.part(fields)))) {
        yield apart(stored);
      }
    }
  })();
}
