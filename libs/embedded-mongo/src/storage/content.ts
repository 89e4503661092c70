import type { Doc } from '../values/document';

/** Stands in a head for a field that is kept apart; it is neither compared nor encoded. */
class FieldApart {
  toBSON(): never {
    throw new TypeError('a field that is kept apart was not fetched');
  }
}

export const APART: unknown = Object.freeze(new FieldApart());

/** What memory holds of a document. It is replaced as a whole, never changed. */
export interface Content {
  /** The document; {@link APART} stands for each field that is kept apart. */
  readonly head: Doc;
  /** Bytes of BSON; `null` counts for each field that is kept apart. */
  readonly headBytes: number;
  /** The names of the fields that only the disk holds, in the order in which it does. */
  readonly apart: readonly string[];
  /** By how much the whole document is longer than `headBytes`. */
  readonly apartBytes: number;
}

/** What the disk holds of a document. */
export interface Rows {
  readonly head: Uint8Array;
  /** Not given: as it was. Null: none any more. */
  readonly apart?: FieldsApart | null;
}

export interface FieldsApart {
  readonly names: readonly string[];
  /** One BSON document of one field for each name, one behind the other. */
  readonly bytes: Uint8Array;
}

/** How much longer a document is with these fields than with `null` in their places. */
export function apartBytesOf(names: readonly string[], length: number): number {
  const framing = 4 + 1;
  return names.reduce((sum, name) => sum - framing - nullBytes(name), length);
}

/** The bytes of `null` as a field: its type, its name and the end of the name. */
function nullBytes(name: string): number {
  return 1 + Buffer.byteLength(name) + 1;
}
