import { canonicalJson } from '@app/kernel';

/** A file of the pack: JSON with its keys in code-unit order, indented for people. Equal content gives equal bytes. */
export function packJson(value: unknown): Uint8Array {
  const ordered: unknown = JSON.parse(canonicalJson(value));
  return Buffer.from(`${JSON.stringify(ordered, null, 2)}\n`, 'utf8');
}

/** A value as it is read from such a file: dates are texts, and what is undefined is not there. */
export function asRead<T>(value: T): T {
  return JSON.parse(canonicalJson(value)) as T;
}
