import type { Readable } from 'node:stream';

/** Everything that a stream gives, or null once that is more than `largest` bytes; what follows is not read. */
export async function readBounded(stream: Readable, largest: number): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream as AsyncIterable<Buffer | string>) {
    const buffer = Buffer.from(piece);
    bytes += buffer.length;
    if (bytes > largest) return null;
    pieces.push(buffer);
  }
  return Buffer.concat(pieces);
}
