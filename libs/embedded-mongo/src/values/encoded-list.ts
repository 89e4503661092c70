import type { Doc } from './document';
import { encode } from './document';
import { elementsOf, fieldHead, framed } from './raw-document';

/** Documents of a reply that are BSON already. */
export class EncodedList {
  constructor(readonly documents: readonly Uint8Array[]) {}
}

const DOCUMENT_TYPE = 3;
const ARRAY_TYPE = 4;

/** Encodes the reply of a command, in pieces; its `cursor` may have an {@link EncodedList}. */
export function encodeReply(reply: Doc): readonly Uint8Array[] {
  const cursor = (reply.cursor ?? {}) as Doc;
  const name = Object.keys(cursor).find((key) => cursor[key] instanceof EncodedList);
  if (name === undefined) return [encode(reply)];
  const { cursor: _cursor, ...rest } = reply;
  const { [name]: list, ...others } = cursor;
  const items = (list as EncodedList).documents.flatMap((document, at) => [
    fieldHead(DOCUMENT_TYPE, String(at)),
    document,
  ]);
  return framed([
    fieldHead(DOCUMENT_TYPE, 'cursor'),
    ...framed([fieldHead(ARRAY_TYPE, name), ...framed(items), elementsOf(encode(others))]),
    elementsOf(encode(rest)),
  ]);
}
