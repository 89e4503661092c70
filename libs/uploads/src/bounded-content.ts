import type { Readable } from 'node:stream';

/**
 * The content of a file that comes, or null where it is larger than `most` bytes. What comes beyond that is let go by:
 * ending it would end the connection before anybody is told, and holding it back would keep the connection for ever.
 */
export async function boundedContent(content: Readable, most: number): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of content.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > most) break;
    pieces.push(piece);
  }
  if (bytes <= most) return Buffer.concat(pieces);
  // Only now: while it is iterated over, it does not flow.
  content.resume();
  return null;
}
