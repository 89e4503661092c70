import { MongoFault } from '../mongo-fault';
import { compileFilter } from '../query/matcher';
import type { Doc } from '../values/document';
import { getPath, isOperatorDoc } from '../values/document';
import { matchedIndex } from '../query/matched-index';
import type { FindOperator, Transform } from './projection';
import { compileProjection } from './projection';

/** The projection of find and findAndModify, with $slice, $elemMatch and the positional $. */
export function compileFindProjection(spec: Doc, filter: Doc): Transform {
  const special: FindOperator = (path, operand) => {
    if (!isOperatorDoc(operand)) return undefined;
    if ('$slice' in operand) return (root) => sliceOf(getPath(root, path), operand.$slice);
    if (!('$elemMatch' in operand)) return undefined;
    const { test } = compileFilter({ value: { $elemMatch: operand.$elemMatch } });
    return (root) => {
      const list = getPath(root, path);
      const hit = Array.isArray(list)
        ? (list as unknown[]).find((item) => test({ value: [item] }))
        : undefined;
      return hit === undefined ? undefined : [hit];
    };
  };
  const positional = Object.keys(spec).filter((path) => path.endsWith('.$'));
  if (positional.length === 0) return compileProjection(spec, {}, special);
  if (positional.length > 1)
    throw new MongoFault('BadValue', 'Cannot specify more than one positional projection');
  const [given = ''] = positional;
  const path = given.slice(0, -2);
  const { test } = compileFilter(filter);
  const rest = Object.fromEntries(
    Object.entries(spec).map(([key, value]) => (key === given ? [path, { $literal: null }] : [key, value])),
  );
  return compileProjection(rest, {}, (at, operand) => {
    if (at !== path) return special(at, operand);
    return (root) => {
      const list = getPath(root, path);
      const index = matchedIndex(root as Doc, path, test);
      return Array.isArray(list) && index !== undefined ? [list[index]] : undefined;
    };
  });
}

function sliceOf(list: unknown, operand: unknown): unknown {
  if (!Array.isArray(list)) return list;
  const [skip, limit] = Array.isArray(operand) ? (operand as number[]) : [operand as number, undefined];
  if (typeof skip !== 'number' || (limit !== undefined && !(limit > 0))) {
    throw new MongoFault('BadValue', '$slice takes a number, or two of which the second is positive');
  }
  if (limit === undefined) return skip < 0 ? list.slice(skip) : list.slice(0, skip);
  const from = skip < 0 ? Math.max(0, list.length + skip) : skip;
  return list.slice(from, from + limit);
}
