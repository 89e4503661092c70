import { MongoFault } from '../mongo-fault';

const NUMBERS: Record<string, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  13: 'javascript',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  '-1': 'minKey',
  127: 'maxKey',
};

const CLASSES: Record<string, string> = {
  ObjectId: 'objectId',
  Long: 'long',
  Int32: 'int',
  Double: 'double',
  Decimal128: 'decimal',
  Binary: 'binData',
  Timestamp: 'timestamp',
  Code: 'javascript',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
  BSONRegExp: 'regex',
  BSONSymbol: 'symbol',
  DBRef: 'object',
};

/**
 * MongoDB's name of a value's type. A whole double is stored as an int when it fits in 32 bits: JavaScript, and the
 * official driver with it, does not tell the two apart.
 */
export function bsonType(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) <= 0x7fffffff ? 'int' : 'double';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'bigint') return 'long';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (value instanceof RegExp) return 'regex';
  return CLASSES[(value as { _bsontype?: string })._bsontype ?? ''] ?? 'object';
}

/** The type that a $type operand names, by alias or by number. */
export function typeNamed(name: unknown): string {
  const text = String(name);
  const known =
    NUMBERS[text] ?? (text === 'number' || Object.values(NUMBERS).includes(text) ? text : undefined);
  if (known === undefined) throw new MongoFault('BadValue', `Unknown type name alias: ${text}`);
  return known;
}
