/** The end of a name, and of a document. */
export const END = Buffer.alloc(1);

/** The fields of a BSON document without its size and its end. */
export function elementsOf(document: Uint8Array): Uint8Array {
  return document.subarray(4, document.byteLength - 1);
}

/** A BSON document of these fields, in pieces. */
export function framed(elements: readonly Uint8Array[]): Uint8Array[] {
  const size = Buffer.allocUnsafe(4);
  size.writeInt32LE(lengthOf(elements) + size.length + END.length);
  return [size, ...elements, END];
}

/** A BSON document of these fields. */
export function wrapped(elements: readonly Uint8Array[]): Buffer {
  return Buffer.concat(framed(elements));
}

export function lengthOf(pieces: readonly Uint8Array[]): number {
  let length = 0;
  for (const { byteLength } of pieces) length += byteLength;
  return length;
}

/** What stands before the value of a field. */
export function fieldHead(type: number, name: string): Buffer {
  return Buffer.from(`${String.fromCharCode(type)}${name}\0`);
}
