import type { Doc } from '../values/document';

/** A document in memory, with the row that holds it. The document is replaced as a whole, never changed. */
export interface StoredDoc {
  readonly row: number;
  /** The row as text: it makes the keys of an index unique, in the order of insertion. */
  readonly suffix: string;
  doc: Doc;
}

export function storedDoc(row: number, doc: Doc): StoredDoc {
  const digits = [row / 2 ** 45, row / 2 ** 30, row / 2 ** 15, row].map((part) => Math.floor(part) % 2 ** 15);
  return { row, suffix: String.fromCharCode(...digits), doc };
}
