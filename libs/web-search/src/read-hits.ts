import { z } from 'zod';
import { plainText } from './plain-text';
import type { SearchHit } from './search-provider';
import { searchUnreadable } from './web-search.errors';

const MOST_OF_A_TITLE = 200;
const MOST_OF_AN_EXCERPT = 2_000;
/** Beyond this an address is no page that anybody would cite. */
const MOST_OF_AN_ADDRESS = 2_000;

const text = z.string().nullish();
const resultSchema = z.object({ title: text, url: z.string(), content: text });
const answerSchema = z.object({ results: z.array(z.unknown()) });

/**
 * The hits of an answer in the shape that both protocols share; hits without a web address are left out, an answer
 * without a list of results is an error. `dateField` names where the protocol puts the date of a page.
 */
export function readHits(provider: string, answer: unknown, dateField: string, limit: number): SearchHit[] {
  const list = answerSchema.safeParse(answer);
  if (!list.success) throw searchUnreadable(provider, 'JSON of another shape');
  return list.data.results.flatMap((entry) => hitOf(entry, dateField)).slice(0, limit);
}

function hitOf(entry: unknown, dateField: string): SearchHit[] {
  const result = resultSchema.safeParse(entry);
  if (!result.success) return [];
  const url = webAddress(result.data.url);
  if (url === null) return [];
  return [
    {
      title: plainText(result.data.title ?? '', MOST_OF_A_TITLE) || url,
      url,
      excerpt: plainText(result.data.content ?? '', MOST_OF_AN_EXCERPT),
      published: dateOf((entry as Readonly<Record<string, unknown>>)[dateField]),
    },
  ];
}

/** The address as a browser would write it, without a password or a place within the page; null for anything else. */
function webAddress(given: string): string | null {
  if (given.length > MOST_OF_AN_ADDRESS || !URL.canParse(given)) return null;
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.username !== '' || url.password !== '') return null;
  url.hash = '';
  return url.href;
}

function dateOf(given: unknown): string | null {
  if (typeof given !== 'string' || given.length > 64) return null;
  const time = Date.parse(given);
  return Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10);
}
