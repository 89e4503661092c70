const FRAME_BYTES = 4 + 1;

/** The fields of a BSON document without its size and its end. */
export function elementsOf(document: Uint8Array): Uint8Array {
  return document.subarray(4, document.byteLength - 1);
}

/** A BSON document of these fields. */
export function wrapped(elements: readonly Uint8Array[]): Buffer {
  const length = elements.reduce((sum, { byteLength }) => sum + byteLength, FRAME_BYTES);
  const whole = Buffer.allocUnsafe(length);
  let end = whole.writeInt32LE(length);
  for (const element of elements) {
    whole.set(element, end);
    end += element.byteLength;
  }
  whole.writeUInt8(0, end);
  return whole;
}

/** `null` as a field of a document. */
export function nullField(name: string): Buffer {
  return Buffer.from(`\n${name}\0`);
}
