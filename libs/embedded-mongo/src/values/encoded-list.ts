import type { Doc } from './document';
import { encode } from './document';

/** Documents of a reply that are BSON already. */
export class EncodedList {
  constructor(readonly documents: readonly Uint8Array[]) {}
}

const DOCUMENT_TYPE = 3;

/**
 * Encodes the reply of a command behind so many bytes for its header. The first field of its `cursor`, which is then
 * the first field of the reply, may be an {@link EncodedList}.
 */
export function encodeReply(reply: Doc, reserved = 0): Buffer {
  const [name, list] = firstField(reply.cursor);
  if (!(list instanceof EncodedList)) {
    const body = encode(reply);
    const whole = Buffer.allocUnsafe(reserved + body.byteLength);
    whole.set(body, reserved);
    return whole;
  }
  const { documents } = list;
  const frame = encode({ ...reply, cursor: { ...(reply.cursor as Doc), [name]: [] } });
  const added = documents.reduce((sum, { byteLength }, at) => sum + byteLength + 2 + String(at).length, 0);
  const whole = Buffer.allocUnsafe(reserved + frame.byteLength + added);
  // The sizes of what the documents lie in: the reply, its cursor and the array.
  const cursorAt = 4 + 1 + 'cursor'.length + 1;
  const arrayAt = cursorAt + 4 + 1 + name.length + 1;
  whole.set(frame.subarray(0, arrayAt + 4), reserved);
  for (const sizeAt of [0, cursorAt, arrayAt]) {
    whole.writeInt32LE(whole.readInt32LE(reserved + sizeAt) + added, reserved + sizeAt);
  }
  let end = reserved + arrayAt + 4;
  for (const [at, document] of documents.entries()) {
    end = whole.writeUInt8(DOCUMENT_TYPE, end);
    end += whole.write(`${at}\0`, end, 'latin1');
    whole.set(document, end);
    end += document.byteLength;
  }
  whole.set(frame.subarray(arrayAt + 4), end);
  return whole;
}

function firstField(cursor: unknown): [name: string, value: unknown] {
  for (const name in cursor as Doc | undefined) return [name, (cursor as Doc)[name]];
  return ['', undefined];
}
