import { Decimal128, Long, ObjectId } from 'bson';
import { Context } from 'mingo/core';
import * as library from 'mingo/operators/expression';
import type { FaultName } from '../mongo-fault';
import { MongoFault, asFault, notImplemented } from '../mongo-fault';
import { bsonType } from '../values/bson-type';
import type { Doc } from '../values/document';
import { isDoc, put } from '../values/document';
import { keyOf } from '../values/key-string';
import { ACCUMULATORS } from './accumulators';
import { addToDate, dateToString, truncateDate } from './dates';

/** An operator whose arguments are evaluated before it is called. */
export interface ExpressionFunction {
  readonly call: (args: unknown[]) => unknown;
  readonly least: number;
  readonly most: number;
  /** Its arguments may come as one document of named parts. */
  readonly named?: boolean;
}

const FUNCTIONS = new Map<string, ExpressionFunction>();

/** @throws InvalidPipelineOperator, code 168, when MongoDB has no such operator; NotImplemented when only this server lacks it. */
export function functionNamed(name: string): ExpressionFunction {
  const found = FUNCTIONS.get(name);
  if (found) return found;
  if (name in library) throw notImplemented(`the expression ${name}`);
  throw new MongoFault('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
}

type Call = (args: unknown[], name: string) => unknown;

function define(names: string, [least, most]: [number, number], call: Call): void {
  for (const name of names.split(' ')) FUNCTIONS.set(name, { least, most, call: (args) => call(args, name) });
}

function defineNamed(name: string, call: (options: Doc, name: string) => unknown): void {
  FUNCTIONS.set(name, { least: 1, most: 1, named: true, call: ([options]) => call(options as Doc, name) });
}

const options = {
  context: Context.init({ expression: { $literal: library.$literal } }),
  useStrictMode: true,
  failOnError: true,
};

/** mingo's function of that name, over arguments that are already values. */
function viaMingo(args: unknown, name: string): unknown {
  const operator = library[name as keyof typeof library] as (
    root: unknown,
    args: unknown,
    options: unknown,
  ) => unknown;
  const quoted = Array.isArray(args)
    ? args.map((value: unknown) => ({ $literal: value }))
    : { $literal: args };
  try {
    return operator({}, quoted, options);
  } catch (error) {
    throw asFault(error);
  }
}

const single: Call = ([arg], name) => viaMingo(arg, name);
const isNil = (value: unknown): boolean => value === null || value === undefined;

/** Arithmetic: longs count as numbers, a null or missing argument makes null, anything else is refused. */
const arithmetic: Call = (args, name) => {
  if (args.some(isNil)) return null;
  const numbers = args.map((arg) => {
    if (arg instanceof Long) return arg.toNumber();
    if (arg instanceof Decimal128) throw notImplemented('arithmetic with Decimal128');
    if (typeof arg === 'number' || (arg instanceof Date && /^\$(add|subtract)$/.test(name))) return arg;
    throw new MongoFault('TypeMismatch', `${name} only supports numeric types, not ${bsonType(arg)}`);
  });
  return viaMingo(FUNCTIONS.get(name)?.most === 1 ? numbers[0] : numbers, name);
};

function texts(allowNull: boolean): Call {
  return (args, name) => {
    if (args.some(isNil) && allowNull) return null;
    const wrong = args.find((arg) => typeof arg !== 'string' && !isNil(arg));
    if (wrong !== undefined)
      throw new MongoFault('Location16702', `${name} only supports strings, not ${bsonType(wrong)}`);
    return viaMingo(args.length === 1 ? args[0] : args, name);
  };
}

const compared = ([a, b]: unknown[]): number => {
  const [left, right] = [keyOf(a), keyOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

const NOT_A_LIST: Record<string, FaultName> = {
  $size: 'Location17124',
  $arrayElemAt: 'Location28689',
  $in: 'Location40081',
};

function listOf(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw new MongoFault(
    NOT_A_LIST[name] ?? 'BadValue',
    `The argument to ${name} must be an array, but was of type: ${bsonType(value)}`,
  );
}

const lists: Call = (args, name) => {
  if (args.some(isNil)) return null;
  return viaMingo(
    args.map((arg) => listOf(arg, name)),
    name,
  );
};

define('$abs $ceil $exp $floor $ln $log10 $sqrt', [1, 1], arithmetic);
define('$add $multiply', [0, 99], arithmetic);
define('$subtract $divide $mod $pow $log', [2, 2], arithmetic);
define('$round $trunc', [1, 2], arithmetic);

define('$eq', [2, 2], (args) => compared(args) === 0);
define('$ne', [2, 2], (args) => compared(args) !== 0);
define('$gt', [2, 2], (args) => compared(args) > 0);
define('$gte', [2, 2], (args) => compared(args) >= 0);
define('$lt', [2, 2], (args) => compared(args) < 0);
define('$lte', [2, 2], (args) => compared(args) <= 0);
define('$cmp', [2, 2], compared);
define('$not', [1, 1], ([value]) =>
  value === undefined || value === null || value === false || keyOf(value) === keyOf(0));

define('$size', [1, 1], ([value], name) => listOf(value, name).length);
define('$isArray', [1, 1], ([value]) => Array.isArray(value));
define('$in', [2, 2], ([value, list], name) => new Set(listOf(list, name).map(keyOf)).has(keyOf(value)));
define('$indexOfArray', [2, 2], ([list, value], name) =>
  isNil(list) ? null : listOf(list, name).map(keyOf).indexOf(keyOf(value)));
define('$arrayElemAt', [2, 2], ([list, index], name) => {
  if (isNil(list) || isNil(index)) return null;
  return listOf(list, name).at(Number(index));
});
define('$first', [1, 1], ([list], name) => (isNil(list) ? null : listOf(list, name).at(0)));
define('$last', [1, 1], ([list], name) => (isNil(list) ? null : listOf(list, name).at(-1)));
define('$concatArrays', [0, 99], lists);
define('$reverseArray', [1, 1], ([list], name) => (isNil(list) ? null : listOf(list, name).toReversed()));
define('$slice', [2, 3], (args, name) => (isNil(args[0]) ? null : viaMingo(args, name)));
/** As many numbers as fit into the 100 MB that MongoDB allows an expression, roughly. */
const MOST_IN_RANGE = 10_000_000;
define('$range', [2, 3], (args, name) => {
  const [from = 0, to = 0, step = 1] = args.map(Number);
  if ((to - from) / step > MOST_IN_RANGE)
    throw new MongoFault('BadValue', `$range would use too much memory: more than ${MOST_IN_RANGE} numbers`);
  return viaMingo(args, name);
});
define('$setUnion', [0, 99], (args, name) => {
  if (args.some(isNil)) return null;
  const union = new Map(args.flatMap((arg) => listOf(arg, name)).map((item) => [keyOf(item), item]));
  return [...union].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
});
define('$setIntersection $setDifference', [2, 2], ([left, right], name) => {
  if (isNil(left) || isNil(right)) return null;
  const others = new Set(listOf(right, name).map(keyOf));
  const kept = listOf(left, name).filter((item) => others.has(keyOf(item)) === (name === '$setIntersection'));
  return [...new Map(kept.map((item) => [keyOf(item), item])).values()];
});
define('$setIsSubset', [2, 2], ([part, whole], name) => {
  const keys = new Set(listOf(whole, name).map(keyOf));
  return listOf(part, name).every((item) => keys.has(keyOf(item)));
});
define('$objectToArray', [1, 1], ([doc]) =>
  isDoc(doc) ? Object.entries(doc).map(([k, v]) => ({ k, v })) : null);
define('$arrayToObject', [1, 1], ([list], name) => {
  if (isNil(list)) return null;
  const result: Doc = {};
  for (const item of listOf(list, name)) {
    const [key, value] = Array.isArray(item) ? (item as unknown[]) : [(item as Doc).k, (item as Doc).v];
    if (typeof key !== 'string') throw new MongoFault('BadValue', '$arrayToObject requires string keys');
    put(result, key, value);
  }
  return result;
});
for (const name of ['$sum', '$avg', '$min', '$max', '$mergeObjects']) {
  define(name, [0, 99], (args) => {
    const [only] = args;
    const values = args.length === 1 && Array.isArray(only) ? (only as unknown[]) : args;
    return ACCUMULATORS[name]?.(values);
  });
}

define('$concat', [0, 99], texts(true));
define('$split', [2, 2], texts(true));
define('$strLenCP', [1, 1], texts(false));
define('$substrCP $substr $substrBytes', [3, 3], (args, name) => viaMingo(args, name));
define('$toLower $toUpper', [1, 1], ([text], name) => {
  const plain = isNil(text) ? '' : String(toText(text));
  return name === '$toLower' ? plain.toLowerCase() : plain.toUpperCase();
});
for (const name of ['$trim', '$ltrim', '$rtrim', '$regexMatch', '$replaceAll', '$replaceOne'] as const) {
  defineNamed(name, (named) => {
    const quoted = Object.fromEntries(
      Object.entries(named).map(([key, value]) => [key, { $literal: value }]),
    );
    const operator = library[name] as (root: unknown, args: unknown, options: unknown) => unknown;
    return operator({}, quoted, options);
  });
}

define('$type', [1, 1], ([value]) => bsonType(value));
define('$isNumber', [1, 1], ([value]) => /^(int|long|double|decimal)$/.test(bsonType(value)));
define('$toString', [1, 1], ([value]) => toText(value));
define('$toObjectId', [1, 1], ([value]) => {
  if (isNil(value) || value instanceof ObjectId) return value ?? null;
  if (typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value)) return new ObjectId(value);
  throw new MongoFault(
    'ConversionFailure',
    `Failed to parse objectId '${String(value)}' in $convert with no onError value`,
  );
});
define('$toDate', [1, 1], ([value], name) => {
  if (value instanceof ObjectId) return value.getTimestamp();
  return single([value instanceof Long ? value.toNumber() : value], name);
});
define('$toInt $toLong $toDouble $toBool', [1, 1], ([value], name) => {
  if (value instanceof Decimal128) return single([Number(value.toString())], name);
  if (name === '$toBool' && typeof value === 'string') return true;
  return single([value instanceof Long ? value.toNumber() : value], name);
});

function toText(value: unknown): unknown {
  if (isNil(value)) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  const type = bsonType(value);
  if (/^(string|bool|int|long|double|decimal)$/.test(type)) return String(value);
  throw new MongoFault(
    'ConversionFailure',
    `Unsupported conversion from ${type} to string in $convert with no onError value`,
  );
}

for (const part of '$year $month $dayOfMonth $dayOfWeek $dayOfYear $hour $minute $second $millisecond'.split(
  ' ',
)) {
  define(part, [1, 1], ([value], name) => {
    if (isNil(value)) return null;
    if (!(value instanceof Date)) throw notImplemented(`${name} of anything but a date`);
    return single([value], name);
  });
}
defineNamed('$dateToString', dateToString);
defineNamed('$dateTrunc', truncateDate);
defineNamed('$dateAdd', (named) => addToDate(named, 1));
defineNamed('$dateSubtract', (named) => addToDate(named, -1));
defineNamed('$dateDiff', ({ startDate, endDate, unit, ...rest }, name) => {
  if (Object.keys(rest).length > 0) throw notImplemented(`$dateDiff with ${Object.keys(rest).join(', ')}`);
  if (isNil(startDate) || isNil(endDate)) return null;
  return viaMingo({ startDate, endDate, unit }, name);
});
