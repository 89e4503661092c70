import { type Decimal128, EJSON, Long, type ObjectId, type Timestamp } from 'bson';
import type { Binary } from 'bson';

/**
 * Encodes a BSON value as a string such that comparing two strings by UTF-16 code unit is comparing the two values
 * in MongoDB's order, across types, and equal strings mean equal values (numbers of every width compare by value,
 * documents by field order). No encoding is the prefix of another, so fields of a compound key are concatenated.
 * One function therefore serves indexes, sorting, grouping and equality.
 */
export function keyOf(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return '\x02';
    case 'number':
      return '\x04' + doubleKey(value) + EXACT;
    case 'string':
      return '\x05' + textKey(value);
    case 'boolean':
      return value ? '\x0a1' : '\x0a0';
    case 'bigint':
      return keyOf(Long.fromBigInt(value));
    default:
      return value === null ? '\x03' : objectKey(value as object);
  }
}

/** The first character of a key: which values are comparable with $lt and $gt. */
export function typeTag(key: string): string {
  return key.charAt(0);
}

/** Turns the order of a key around: for descending fields of an index or a sort. */
export function invertKey(key: string): string {
  let inverted = '';
  for (let i = 0; i < key.length; i++) inverted += String.fromCharCode(0xffff - key.charCodeAt(i));
  return inverted;
}

export function sameValue(a: unknown, b: unknown): boolean {
  return a === b || keyOf(a) === keyOf(b);
}

const EXACT = '\u8000';
const view = new DataView(new ArrayBuffer(8));

function doubleKey(value: number): string {
  if (Number.isNaN(value)) return '\0\0\0\0';
  view.setFloat64(0, value === 0 ? 0 : value);
  const negative = view.getUint8(0) > 127;
  const high = negative ? ~view.getUint32(0) >>> 0 : (view.getUint32(0) | 0x80000000) >>> 0;
  const low = negative ? ~view.getUint32(4) >>> 0 : view.getUint32(4);
  return String.fromCharCode(high >>> 16, high & 0xffff, low >>> 16, low & 0xffff);
}

/** NUL ends a text, so one inside is escaped. Surrogate pairs move behind U+FFFF: the order of UTF-8 bytes. */
function textKey(text: string): string {
  let plain = text;
  if (/[\ud800-\uffff]/.test(text)) {
    plain = text.replace(/[\ud800-\uffff]/g, (unit) => {
      const code = unit.charCodeAt(0);
      return String.fromCharCode(code >= 0xe000 ? code - 0x800 : code + 0x2000);
    });
  }
  if (/[\0\x01]/.test(plain)) plain = plain.replaceAll('\x01', '\x01\x02').replaceAll('\0', '\x01\x01');
  return plain + '\0';
}

function objectKey(value: object): string {
  if (Array.isArray(value)) return '\x07' + value.map((item) => keyOf(item ?? null)).join('') + '\0';
  if (value instanceof Date) return '\x0b' + doubleKey(value.getTime()) + EXACT;
  if (value instanceof RegExp) return '\x0d' + textKey(value.source) + textKey(value.flags);
  switch ((value as { _bsontype?: string })._bsontype) {
    case undefined:
      return documentKey(value as Record<string, unknown>);
    case 'ObjectId':
      return '\x09' + (value as ObjectId).toHexString();
    case 'Long':
      return longKey(value as Long);
    case 'Decimal128':
      return decimalKey(value as Decimal128);
    case 'Int32':
    case 'Double':
      return keyOf((value as { value: number }).value);
    case 'Binary':
      return binaryKey(value as Binary);
    case 'Timestamp':
      return timestampKey(value as Timestamp);
    case 'MinKey':
      return '\x01';
    case 'MaxKey':
      return '\x7f';
    default:
      return '\x0e' + textKey(EJSON.stringify({ value }));
  }
}

function timestampKey(value: Timestamp): string {
  return '\x0c' + doubleKey(value.getHighBitsUnsigned()) + doubleKey(value.getLowBitsUnsigned()) + EXACT;
}

/** A field is compared by type, then name, then value. */
function documentKey(doc: Record<string, unknown>): string {
  let key = '\x06';
  for (const name of Object.keys(doc)) {
    if (doc[name] === undefined) continue;
    const inner = keyOf(doc[name]);
    key += typeTag(inner) + textKey(name) + inner.slice(1);
  }
  return key + '\0';
}

function binaryKey(value: Binary): string {
  const bytes = Buffer.from(value.buffer.subarray(0, value.position));
  const length = String.fromCharCode(bytes.length >>> 16, bytes.length & 0xffff);
  return '\x08' + length + String.fromCharCode(value.sub_type) + bytes.toString('latin1');
}

/** Beyond 2^53 the nearest double comes first and what it lacks second. */
function longKey(value: Long): string {
  const nearest = value.toNumber();
  const rest = Number(value.toBigInt() - BigInt(nearest));
  return '\x04' + doubleKey(nearest) + String.fromCharCode(0x8000 + rest);
}

function decimalKey(value: Decimal128): string {
  const text = value.toString();
  const nearest = Number(text);
  if (!Number.isFinite(nearest) || nearest === 0) return '\x04' + doubleKey(nearest) + EXACT;
  const [coefficient = '0', exponent = '0'] = expandDecimal(text);
  const difference = compareExactly(BigInt(coefficient), Number(exponent), nearest);
  if (difference === 0) return '\x04' + doubleKey(nearest) + EXACT;
  return (
    '\x04' +
    doubleKey(nearest) +
    (difference < 0 ? '\u4000' : '\uc000') +
    textKey(`${exponent}/${coefficient}`)
  );
}

/** "12.50" becomes the digits 125 and the power -1, whatever the notation. */
function expandDecimal(text: string): [string, string] {
  const [mantissa = '0', power = '0'] = text.split(/e/i);
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = (whole + fraction).replace(/0+$/, '');
  const dropped = (whole + fraction).length - digits.length;
  return [digits === '' || digits === '-' ? '0' : digits, String(Number(power) - fraction.length + dropped)];
}

/** The sign of coefficient * 10^exponent - double, in whole numbers. */
function compareExactly(coefficient: bigint, exponent: number, double: number): number {
  view.setFloat64(0, double);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = (biased === 0 ? fraction : fraction | 0x10000000000000n) * (double < 0 ? -1n : 1n);
  const power = (biased === 0 ? 1 : biased) - 1075;
  const left = coefficient * 10n ** BigInt(Math.max(exponent, 0)) * 2n ** BigInt(Math.max(-power, 0));
  const right = mantissa * 2n ** BigInt(Math.max(power, 0)) * 10n ** BigInt(Math.max(-exponent, 0));
  return left < right ? -1 : left > right ? 1 : 0;
}
