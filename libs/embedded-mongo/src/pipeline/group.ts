import * as library from 'mingo/operators/accumulator';
import { MongoFault, notImplemented } from '../mongo-fault';
import type { Doc } from '../values/document';
import { isDoc, put } from '../values/document';
import { keyOf } from '../values/key-string';
import { ACCUMULATORS } from './accumulators';
import type { Scope } from './expression';
import { compileExpression } from './expression';
import type { Stage } from './stage';

interface Group {
  readonly id: unknown;
  /** Of every field, the value of each document: the documents themselves need not be held. */
  readonly values: unknown[][];
}

/** $group: one document per distinct `_id`, in the order the groups first appear. */
export function compileGroup(spec: Doc, scope: Scope): Stage {
  if (!('_id' in spec)) throw new MongoFault('Location15955', 'a group specification must include an _id');
  const id = compileExpression(spec._id, scope);
  const fields = Object.entries(spec)
    .filter(([name]) => name !== '_id')
    .map(([name, operand]) => {
      const [accumulator = '', ...more] = isDoc(operand) ? Object.keys(operand) : [];
      if (!accumulator || more.length > 0) {
        throw new MongoFault('Location40234', `The field '${name}' must be an accumulator object`);
      }
      const reduce = Object.hasOwn(ACCUMULATORS, accumulator) ? ACCUMULATORS[accumulator] : undefined;
      if (!reduce) {
        if (accumulator in library) throw notImplemented(`the group operator ${accumulator}`);
        throw new MongoFault('Location15952', `unknown group operator '${accumulator}'`);
      }
      return { name, reduce, value: compileExpression((operand as Doc)[accumulator], scope) };
    });
  return function* (docs) {
    const groups = new Map<string, Group>();
    for (const doc of docs) {
      const value = id(doc) ?? null;
      const key = keyOf(value);
      const group = groups.get(key) ?? { id: value, values: fields.map(() => []) };
      groups.set(key, group);
      for (const [at, field] of fields.entries()) group.values[at]?.push(field.value(doc));
    }
    for (const group of groups.values()) {
      const result: Doc = { _id: group.id };
      for (const [at, { name, reduce }] of fields.entries())
        put(result, name, reduce(group.values[at] ?? []));
      yield result;
    }
  };
}
