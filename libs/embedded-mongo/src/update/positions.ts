import { MongoFault } from '../mongo-fault';
import { matchedIndex } from '../query/matched-index';
import type { Test } from '../query/matcher';
import { compileFilter } from '../query/matcher';
import type { Doc } from '../values/document';
import { get, isDoc } from '../values/document';

export interface UpdateContext {
  /** What the query matched by: it tells the positional `$` which element it means. */
  readonly matches: Test;
  readonly inserting: boolean;
}

export type ArrayFilters = ReadonlyMap<string, (element: unknown) => boolean>;

export function compileArrayFilters(arrayFilters: unknown): ArrayFilters {
  const filters = new Map<string, (element: unknown) => boolean>();
  const given = arrayFilters ?? [];
  if (!Array.isArray(given) || !given.every(isDoc)) {
    throw new MongoFault('TypeMismatch', "BSON field 'arrayFilters' must be an array of objects");
  }
  for (const filter of given) {
    const identifier = (Object.keys(filter)[0] ?? '').split('.')[0] ?? '';
    if (!/^[a-z]\w*$/.test(identifier) || filters.has(identifier)) {
      throw new MongoFault(
        'FailedToParse',
        `Array filter '${identifier}' must name one identifier that no other filter names`,
      );
    }
    const { test } = compileFilter(filter);
    filters.set(identifier, (element) => test({ [identifier]: element }));
  }
  return filters;
}

/** Replaces `$`, `$[]` and `$[name]` by the positions they stand for in this document. */
export function concretePaths(
  target: Doc,
  path: readonly string[],
  matched: Doc,
  context: UpdateContext,
  filters: ArrayFilters,
): string[][] {
  const at = path.findIndex((key) => key === '$' || /^\$\[.*\]$/.test(key));
  if (at < 0) return [[...path]];
  const prefix = path.slice(0, at);
  const list = prefix.reduce<unknown>((value, key) => get(value, key), target);
  const key = path[at] ?? '';
  let positions: number[];
  if (key === '$') {
    const index = matchedIndex(matched, prefix.join('.'), context.matches);
    if (index === undefined) {
      throw new MongoFault(
        'BadValue',
        'The positional operator did not find the match needed from the query.',
      );
    }
    positions = [index];
  } else {
    if (!Array.isArray(list)) {
      throw new MongoFault(
        'BadValue',
        `The path '${prefix.join('.')}' must exist in the document in order to apply array updates.`,
      );
    }
    const name = key.slice(2, -1);
    const test = name === '' ? () => true : filters.get(name);
    if (!test) throw new MongoFault('BadValue', `No array filter found for identifier '${name}'`);
    positions = list.flatMap((element, index) => (test(element) ? [index] : []));
  }
  return positions.flatMap((index) =>
    concretePaths(target, [...prefix, String(index), ...path.slice(at + 1)], matched, context, filters),
  );
}
