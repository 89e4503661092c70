import { ObjectId } from 'bson';
import type { Doc } from '../values/document';
import { cloneDoc, isOperatorDoc, putPath } from '../values/document';
import type { Update } from './update';
import { isReplacement } from './update';

/** The document an upsert inserts: the equalities of the filter, then the update. */
export function upsertedDoc(filter: Doc, raw: unknown, update: Update): Doc {
  const seed: Doc = {};
  seedFrom(filter, seed);
  const start = isReplacement(raw) ? ('_id' in seed ? { _id: seed._id } : {}) : seed;
  const doc = update.apply(start, { matches: () => false, inserting: true });
  return '_id' in doc ? doc : { _id: new ObjectId(), ...doc };
}

function seedFrom(filter: Doc, seed: Doc): void {
  for (const [key, operand] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(operand)) {
      for (const part of operand) seedFrom(part as Doc, seed);
    } else if (key.startsWith('$') || operand instanceof RegExp) continue;
    else if (!isOperatorDoc(operand)) putPath(seed, key, cloneDoc(operand));
    else if ('$eq' in operand) putPath(seed, key, cloneDoc(operand.$eq));
  }
}
