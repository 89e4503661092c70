import { Long } from 'bson';
import { MongoFault, notImplemented } from '../mongo-fault';
import { bsonType, typeNamed } from '../values/bson-type';
import type { Doc } from '../values/document';
import { isDoc } from '../values/document';
import { keyOf, typeTag } from '../values/key-string';

type Leaf = (value: unknown, positional?: boolean) => boolean;
type ElementMatcher = (operand: Doc) => Leaf;

export interface Predicate {
  readonly test: Leaf;
  /** The document matches when no value at the path fulfils the test. */
  readonly negated: boolean;
}

const is = (test: Leaf): Predicate => ({ test, negated: false });
const none = (test: Leaf): Predicate => ({ test, negated: true });

const LEFT_OUT =
  '$bitsAllSet $bitsAllClear $bitsAnySet $bitsAnyClear $geoWithin $geoIntersects $near $nearSphere $rand'.split(
    ' ',
  );

/** @throws BadValue when the operator is unknown or its operand is not what MongoDB takes. */
export function compileOperator(
  operator: string,
  operand: unknown,
  siblings: Doc,
  match: ElementMatcher,
): Predicate {
  switch (operator) {
    case '$eq':
      return is(orElement(equals(operand)));
    case '$ne':
      return none(orElement(equals(operand)));
    case '$in':
      return is(orElement(isOneOf(operator, operand)));
    case '$nin':
      return none(orElement(isOneOf(operator, operand)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return is(orElement(compares(operator, operand)));
    case '$exists':
      return { test: (value) => value !== undefined, negated: !operand };
    case '$type':
      return is(orElement(hasType(operand)));
    case '$regex':
      return is(orElement(matchesPattern(operand, siblings.$options)));
    case '$mod':
      return is(orElement(hasRemainder(operand)));
    case '$size':
      if (typeof operand !== 'number')
        throw new MongoFault('BadValue', 'Failed to parse $size. Expected a number');
      return is((value) => Array.isArray(value) && value.length === operand);
    case '$all':
      return is(hasAll(operand, match));
    case '$elemMatch': {
      if (!isDoc(operand)) throw new MongoFault('BadValue', '$elemMatch needs an Object');
      const test = match(operand);
      return is((value) => Array.isArray(value) && value.some((element) => test(element)));
    }
    default:
      if (LEFT_OUT.includes(operator)) throw notImplemented(`the query operator ${operator}`);
      throw new MongoFault('BadValue', `unknown operator: ${operator}`);
  }
}

/** Most operators look at a field that holds an array and at each of its elements. */
function orElement(test: Leaf): Leaf {
  return (value, positional) =>
    test(value) || (!positional && Array.isArray(value) && value.some((element) => test(element)));
}

function equals(operand: unknown): Leaf {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand;
  const key = keyOf(operand);
  return (value) => value !== undefined && keyOf(value) === key;
}

function isOneOf(operator: string, operand: unknown): Leaf {
  if (!Array.isArray(operand)) throw new MongoFault('BadValue', `${operator} needs an array`);
  const patterns = operand.filter((item) => item instanceof RegExp);
  const keys = new Set(operand.map((item: unknown) => keyOf(item ?? null)));
  return (value) =>
    keys.has(keyOf(value ?? null)) ||
    (typeof value === 'string' && patterns.some((pattern) => finds(pattern, value)));
}

/** Only values of the operand's own type are compared. */
function compares(operator: string, operand: unknown): Leaf {
  if (operand instanceof RegExp)
    throw new MongoFault('BadValue', `Can't have RegEx as arg to predicate over field`);
  const inclusive = operator.endsWith('e');
  const sign = operator.startsWith('$g') ? 1 : -1;
  const limit = keyOf(operand ?? null);
  const anyType = limit === '\x01' || limit === '\x7f';
  return (value) => {
    const key = keyOf(value ?? null);
    if (typeTag(key) !== typeTag(limit) && !anyType) return false;
    if (key === limit) return inclusive;
    return !Number.isNaN(value) && !Number.isNaN(operand) && key > limit === sign > 0;
  };
}

function hasType(operand: unknown): Leaf {
  const wanted = new Set([operand].flat().map(typeNamed));
  return (value) =>
    value !== undefined && (wanted.has(bsonType(value)) || (wanted.has('number') && isNumeric(value)));
}

function isNumeric(value: unknown): boolean {
  return /^(int|long|double|decimal)$/.test(bsonType(value));
}

/** @throws BadValue for options and patterns that JavaScript's regular expressions cannot express. */
export function patternOf(operand: unknown, options: unknown): RegExp {
  const source = operand instanceof RegExp ? operand.source : operand;
  if (typeof source !== 'string') throw new MongoFault('BadValue', '$regex has to be a string');
  const flags = typeof options === 'string' ? options : operand instanceof RegExp ? operand.flags : '';
  if (/[^imsu]/.test(flags)) throw notImplemented(`the regular expression option in "${flags}"`);
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new MongoFault('BadValue', `Regular expression is invalid: ${(error as Error).message}`);
  }
}

function finds(pattern: RegExp, text: string): boolean {
  return text.search(pattern) >= 0;
}

function matchesPattern(operand: unknown, options: unknown): Leaf {
  const pattern = patternOf(operand, options);
  return (value) =>
    typeof value === 'string' ? finds(pattern, value) : value instanceof RegExp && sameKey(value, pattern);
}

function sameKey(a: unknown, b: unknown): boolean {
  return keyOf(a) === keyOf(b);
}

function hasRemainder(operand: unknown): Leaf {
  const [divisor, remainder] = Array.isArray(operand) && operand.length === 2 ? operand.map(Number) : [];
  if (
    divisor === undefined ||
    remainder === undefined ||
    !Number.isFinite(divisor) ||
    !Number.isFinite(remainder)
  ) {
    throw new MongoFault('BadValue', 'malformed mod, needs to be an array of two numbers');
  }
  if (Math.trunc(divisor) === 0) throw new MongoFault('BadValue', 'divisor cannot be 0');
  return (value) => {
    const number = value instanceof Long ? value.toNumber() : value;
    return typeof number === 'number' && Math.trunc(number) % Math.trunc(divisor) === Math.trunc(remainder);
  };
}

function hasAll(operand: unknown, match: ElementMatcher): Leaf {
  if (!Array.isArray(operand)) throw new MongoFault('BadValue', '$all needs an array');
  const tests = operand.map((item: unknown): Leaf => {
    if (isDoc(item) && isDoc(item.$elemMatch)) {
      const element = match(item.$elemMatch);
      return (value) => Array.isArray(value) && value.some((each) => element(each));
    }
    return orElement(item instanceof RegExp ? matchesPattern(item, undefined) : equals(item));
  });
  return (value, positional) => tests.length > 0 && tests.every((test) => test(value, positional));
}
