import { AppError } from '@app/kernel';
import type { WebAccess, WebLookup, WebPage } from '@app/web-search';

/** What came of asking the web a list of things. */
export interface WebAnswers {
  /** By query; those that brought no answer are missing. */
  readonly lookups: ReadonlyMap<string, WebLookup>;
  /** By address. */
  readonly pages: ReadonlyMap<string, WebPage>;
  /** Codes of what went wrong, with how often; empty when nothing did. */
  readonly failures: ReadonlyMap<string, number>;
  /** Queries that were not put because there were too many, or because the provider did not answer others. */
  readonly unasked: number;
}

/** Queries or pages at a time: a stranger's server is asked politely. */
const AT_A_TIME = 3;

/**
 * Puts the queries, first to last, and reads the best pages of those in `deepen`. Failures are counted and end nothing
 * but the asking: a provider that fails a whole group is asked no more.
 */
export async function lookUp(
  web: WebAccess,
  queries: readonly string[],
  deepen: (lookup: WebLookup) => readonly string[],
  signal: AbortSignal,
): Promise<WebAnswers> {
  const failures = new Map<string, number>();
  const lookups = new Map<string, WebLookup>();
  const wanted = queries.slice(0, web.mostQueries);
  let put = 0;
  for (const group of inGroups(wanted)) {
    const answers = await all(group, (query) => web.search(query, signal), failures, signal);
    put += group.length;
    for (const [query, answer] of answers) lookups.set(query, answer);
    if (answers.length === 0) break;
  }
  const addresses = [...new Set([...lookups.values()].flatMap(deepen))].slice(0, web.mostPages);
  const pages = new Map<string, WebPage>();
  for (const group of inGroups(addresses)) {
    for (const [url, page] of await all(group, (address) => web.read(address, signal), failures, signal))
      pages.set(url, page);
  }
  return { lookups, pages, failures, unasked: queries.length - put };
}

async function all<T>(
  keys: readonly string[],
  ask: (key: string) => Promise<T>,
  failures: Map<string, number>,
  signal: AbortSignal,
): Promise<Array<readonly [string, T]>> {
  const settled = await Promise.allSettled(keys.map(ask));
  signal.throwIfAborted();
  return settled.flatMap((one, index) => {
    if (one.status === 'fulfilled') return [[keys[index] as string, one.value] as const];
    if (!(one.reason instanceof AppError)) throw one.reason;
    failures.set(one.reason.code, (failures.get(one.reason.code) ?? 0) + 1);
    return [];
  });
}

function inGroups(list: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (let at = 0; at < list.length; at += AT_A_TIME) groups.push(list.slice(at, at + AT_A_TIME));
  return groups;
}
