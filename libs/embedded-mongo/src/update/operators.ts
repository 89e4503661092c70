import { Decimal128, Long, Timestamp } from 'bson';
import { MongoFault, notImplemented } from '../mongo-fault';
import { compileFilter } from '../query/matcher';
import { bsonType } from '../values/bson-type';
import type { Doc } from '../values/document';
import { cloneDoc, isDoc, isOperatorDoc } from '../values/document';
import { keyOf, sameValue } from '../values/key-string';
import { parseSort, sortDocs } from '../values/order';

/** The new value of a field; `undefined` stands for a missing field, both ways. */
export type Operator = (before: unknown, operand: unknown, path: string, doc: Doc) => unknown;

export const OPERATORS: Record<string, Operator> = {
  $set: (_before, operand) => cloneDoc(operand),
  $setOnInsert: (_before, operand) => cloneDoc(operand),
  $unset: () => undefined,
  $inc: (before, operand, path, doc) => arithmetic('$inc', before, operand, path, doc),
  $mul: (before, operand, path, doc) => arithmetic('$mul', before, operand, path, doc),
  $min: (before, operand) => (before === undefined || keyOf(operand) < keyOf(before) ? operand : before),
  $max: (before, operand) => (before === undefined || keyOf(operand) > keyOf(before) ? operand : before),
  $currentDate: (_before, operand) =>
    isDoc(operand) && operand.$type === 'timestamp'
      ? new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 })
      : new Date(),
  $push: (before, operand, path) => push(listOf('$push', before, path) ?? [], operand),
  $addToSet: (before, operand, path) => {
    const list = [...(listOf('$addToSet', before, path) ?? [])];
    for (const item of eachOf('$addToSet', operand, ['$each'])) {
      if (!list.some((present) => sameValue(present, item))) list.push(cloneDoc(item));
    }
    return list;
  },
  $pull: (before, operand, path) => {
    const list = listOf('$pull', before, path);
    return list?.filter((item) => !pulls(operand)(item));
  },
  $pullAll: (before, operand, path) => {
    if (!Array.isArray(operand)) throw new MongoFault('BadValue', '$pullAll requires an array argument');
    const keys = new Set(operand.map(keyOf));
    return listOf('$pullAll', before, path)?.filter((item) => !keys.has(keyOf(item)));
  },
  $pop: (before, operand, path) => {
    if (operand !== 1 && operand !== -1) throw new MongoFault('FailedToParse', '$pop expects 1 or -1');
    const list = listOf('$pop', before, path);
    return operand === 1 ? list?.slice(0, -1) : list?.slice(1);
  },
};

/**
 * Refuses what `$currentDate` cannot mean, before any document is looked at; any boolean means a date.
 * @throws BadValue
 */
export function checkCurrentDate(operand: unknown): void {
  if (typeof operand === 'boolean') return;
  if (!isDoc(operand)) {
    throw new MongoFault(
      'BadValue',
      `${bsonType(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  }
  const unknown = Object.keys(operand).find((key) => key !== '$type');
  if (unknown !== undefined) throw new MongoFault('BadValue', `Unrecognized $currentDate option: ${unknown}`);
  if (operand.$type !== 'date' && operand.$type !== 'timestamp') {
    throw new MongoFault(
      'BadValue',
      "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
    );
  }
}

function arithmetic(
  name: '$inc' | '$mul',
  before: unknown,
  operand: unknown,
  path: string,
  doc: Doc,
): unknown {
  if (before instanceof Decimal128 || operand instanceof Decimal128)
    throw notImplemented('arithmetic with Decimal128');
  if (typeof operand !== 'number' && !(operand instanceof Long)) {
    throw new MongoFault(
      'TypeMismatch',
      `Cannot ${name === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`,
    );
  }
  const start = before ?? (before === undefined ? 0 : before);
  if (typeof start !== 'number' && !(start instanceof Long)) {
    throw new MongoFault(
      'TypeMismatch',
      `Cannot apply ${name} to a value of non-numeric type. {_id: ${JSON.stringify(doc._id)}} has the field '${path.split('.').at(-1)}' of non-numeric type ${bsonType(start)}`,
    );
  }
  if (start instanceof Long || operand instanceof Long) {
    if (Number.isInteger(Number(start)) && Number.isInteger(Number(operand))) {
      const [a, b] = [Long.fromString(String(start)), Long.fromString(String(operand))];
      return name === '$inc' ? a.add(b) : a.multiply(b);
    }
  }
  return name === '$inc' ? Number(start) + Number(operand) : Number(start) * Number(operand);
}

function listOf(name: string, value: unknown, path: string): unknown[] | undefined {
  if (value === undefined || Array.isArray(value)) return value as unknown[] | undefined;
  throw new MongoFault(
    'BadValue',
    `The field '${path}' must be an array but is of type ${bsonType(value)}: ${name} cannot apply`,
  );
}

function eachOf(name: string, operand: unknown, known: string[]): unknown[] {
  if (!isDoc(operand) || !('$each' in operand)) return [operand];
  const unknown = Object.keys(operand).find((key) => !known.includes(key));
  if (unknown) throw new MongoFault('BadValue', `Unrecognized clause in ${name}: ${unknown}`);
  if (!Array.isArray(operand.$each))
    throw new MongoFault('BadValue', `The argument to $each in ${name} must be an array`);
  return operand.$each;
}

function push(list: unknown[], operand: unknown): unknown[] {
  const items = eachOf('$push', operand, ['$each', '$slice', '$sort', '$position']).map(cloneDoc);
  const { $slice, $sort, $position } = isDoc(operand) && '$each' in operand ? operand : ({} as Doc);
  const result = [...list];
  result.splice(integer('$position', $position) ?? result.length, 0, ...items);
  const sorted = $sort === undefined ? result : sortList(result, $sort);
  const slice = integer('$slice', $slice);
  if (slice === undefined) return sorted;
  return slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice);
}

function integer(name: string, value: unknown): number | undefined {
  if (value === undefined || Number.isInteger(value)) return value as number | undefined;
  throw new MongoFault(
    'BadValue',
    `The value for ${name} must be an integer value but was given type: ${bsonType(value)}`,
  );
}

function sortList(list: unknown[], spec: unknown): unknown[] {
  if (isDoc(spec)) return sortDocs(list, parseSort(spec));
  const wrapped = list.map((value) => ({ value: [value] }));
  return sortDocs(wrapped, parseSort({ value: spec })).map(({ value }) => value[0]);
}

/** $pull takes a value, a condition on values, or a query on documents. */
function pulls(operand: unknown): (item: unknown) => boolean {
  if (operand instanceof RegExp || isOperatorDoc(operand)) {
    const { test } = compileFilter({ value: operand });
    return (item) => test({ value: item });
  }
  if (isDoc(operand)) {
    const { test } = compileFilter(operand);
    return (item) => isDoc(item) && test(item);
  }
  return (item) => sameValue(item, operand);
}
