import { onDemand } from 'bson';
import { MongoFault } from '../mongo-fault';
import type { Doc } from '../values/document';
import { MAX_DOCUMENT_BYTES, encode, isDoc, put } from '../values/document';
import { nullField, wrapped } from '../values/raw-document';
import { ALL_FIELDS } from '../values/fields';
import type { Content, FieldsApart, Rows } from './content';
import { APART, apartBytesOf } from './content';
import type { StoredDoc } from './stored-doc';

/** A document of more bytes of BSON is not held as a whole. */
export const MOST_HELD_BYTES = 4_096;
/** Then its largest fields are kept apart until what is left is no longer than this. */
const MOST_HEAD_BYTES = 2_048;

export interface Layout {
  readonly content: Content;
  readonly rows: Rows;
  /** The document as BSON, if it had to be encoded as a whole. */
  readonly whole?: Uint8Array;
}

/**
 * Decides what of a document memory holds. The document may have {@link APART} for fields of `before` that it leaves
 * as they are: those are neither read nor written again.
 * @throws BSONObjectTooLarge, Overflow
 */
export function layOut(doc: Doc, before?: StoredDoc): Layout {
  const kept = Object.keys(doc).filter((name) => doc[name] === APART);
  if (before === undefined || kept.length === 0) return layOutWhole(doc, before);
  const { apart, apartBytes } = before.content;
  if (kept.length === apart.length) {
    const head = encode(withNulls(doc, kept));
    refuseTooDeep(doc, head.byteLength);
    refuseTooLarge(head.byteLength + apartBytes);
    if (head.byteLength <= MOST_HELD_BYTES) {
      return { content: { head: doc, headBytes: head.byteLength, apart, apartBytes }, rows: { head } };
    }
  }
  return layOutWhole(before.fill(doc, ALL_FIELDS), before);
}

function layOutWhole(doc: Doc, before: StoredDoc | undefined): Layout {
  const body = encode(doc);
  const headBytes = body.byteLength;
  refuseTooDeep(doc, headBytes);
  refuseTooLarge(headBytes);
  if (headBytes > MOST_HELD_BYTES) return split(doc, body);
  const rows = before?.content.apart.length ? { head: body, apart: null } : { head: body };
  return { content: { head: doc, headBytes, apart: NONE, apartBytes: 0 }, rows, whole: body };
}

export const NONE: readonly string[] = [];

interface Element {
  readonly name: string;
  /** From the type to the end of the value. */
  readonly bytes: Uint8Array;
}

function split(doc: Doc, body: Uint8Array): Layout {
  const elements = Array.from(onDemand.parseToElements(body), ([, nameAt, nameLength, at, length]) => ({
    name: Buffer.from(body.buffer, body.byteOffset + nameAt, nameLength).toString('utf8'),
    bytes: body.subarray(nameAt - 1, at + length),
  }));
  const chosen = largest(elements, body.byteLength);
  const fields = packed(elements.filter(({ name }) => chosen.has(name)));
  const head = wrapped(
    elements.map((element) => (chosen.has(element.name) ? nullField(element.name) : element.bytes)),
  );
  const held: Doc = {};
  for (const name of Object.keys(doc)) put(held, name, chosen.has(name) ? APART : doc[name]);
  const apartBytes = apartBytesOf(fields.names, fields.bytes.byteLength);
  return {
    content: { head: held, headBytes: head.byteLength, apart: fields.names, apartBytes },
    rows: { head, apart: fields },
    whole: body,
  };
}

function largest(elements: readonly Element[], whole: number): ReadonlySet<string> {
  const chosen = new Set<string>();
  let left = whole;
  const bySize = elements.filter(({ name }) => name !== '_id');
  for (const { name, bytes } of bySize.sort((a, b) => b.bytes.byteLength - a.bytes.byteLength)) {
    if (left <= MOST_HEAD_BYTES) break;
    chosen.add(name);
    left -= bytes.byteLength;
  }
  return chosen;
}

function packed(elements: readonly Element[]): FieldsApart {
  return {
    names: elements.map(({ name }) => name),
    bytes: Buffer.concat(elements.map(({ bytes }) => wrapped([bytes]))),
  };
}

function withNulls(doc: Doc, names: readonly string[]): Doc {
  const copy: Doc = {};
  for (const name of Object.keys(doc)) put(copy, name, names.includes(name) ? null : doc[name]);
  return copy;
}

/** As deep as MongoDB lets documents be; what is deeper could end the stack of whoever reads it. */
const MOST_LEVELS = 100;
/** The size, the type, a name of one letter and the ends. */
const LEAST_LEVEL_BYTES = 8;

function refuseTooDeep(doc: Doc, bytes: number): void {
  if (bytes > MOST_LEVELS * LEAST_LEVEL_BYTES && isDeeper(doc, MOST_LEVELS)) {
    throw new MongoFault('Overflow', `the document has more than ${MOST_LEVELS} levels`);
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (Array.isArray(value)) return levels === 0 || value.some((item) => isDeeper(item, levels - 1));
  if (!isDoc(value)) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

function refuseTooLarge(bytes: number): void {
  if (bytes <= MAX_DOCUMENT_BYTES) return;
  throw new MongoFault('BSONObjectTooLarge', `object to insert too large. size in bytes: ${bytes}`);
}
