import { Decimal128, Long } from 'bson';
import { notImplemented } from '../mongo-fault';
import type { Doc } from '../values/document';
import { isDoc, put } from '../values/document';
import { keyOf } from '../values/key-string';

/** What $group makes of the values of one group; a missing value is `undefined`. */
export const ACCUMULATORS: Record<string, (values: unknown[]) => unknown> = {
  $sum: (values) => numbers(values).reduce((sum, value) => sum + value, 0),
  $avg: (values) => {
    const found = numbers(values);
    return found.length === 0 ? null : found.reduce((sum, value) => sum + value, 0) / found.length;
  },
  $min: (values) => extreme(values, -1),
  $max: (values) => extreme(values, 1),
  $first: (values) => values.at(0) ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values) => [
    ...new Map(values.filter((v) => v !== undefined).map((v) => [keyOf(v), v])).values(),
  ],
  $count: (values) => values.length,
  $mergeObjects: (values) => {
    const merged: Doc = {};
    for (const value of values) {
      if (isDoc(value)) for (const key of Object.keys(value)) put(merged, key, value[key]);
    }
    return merged;
  },
};

function numbers(values: unknown[]): number[] {
  return values.flatMap((value) => {
    if (value instanceof Decimal128) throw notImplemented('arithmetic with Decimal128');
    if (value instanceof Long) return [value.toNumber()];
    return typeof value === 'number' ? [value] : [];
  });
}

function extreme(values: unknown[], sign: 1 | -1): unknown {
  let best: unknown = null;
  let bestKey: string | undefined;
  for (const value of values) {
    if (value === null || value === undefined) continue;
    const key = keyOf(value);
    if (bestKey === undefined || (key !== bestKey && key > bestKey === sign > 0))
      [best, bestKey] = [value, key];
  }
  return best;
}
