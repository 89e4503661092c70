import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Eight bits for each of red, green and blue; deflated, filtered by the one method there is, not interlaced. */
const TRUE_COLOUR = Buffer.from([8, 2, 0, 0, 0]);

/** A picture without transparent points as a PNG (ISO/IEC 15948); `pixels` are red, green, blue and alpha. */
export function pngImage(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([head, TRUE_COLOUR])),
    chunk('IDAT', deflateSync(scanLines(pixels, width, height))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Each line begins with its filter, which is none: flat areas are small without one. */
function scanLines(pixels: Uint8Array, width: number, height: number): Buffer {
  const lines = Buffer.alloc(height * (width * 3 + 1));
  let to = 0;
  for (let from = 0; from < pixels.length; from += 4) {
    if (from % (width * 4) === 0) to += 1;
    lines[to] = pixels[from] as number;
    lines[to + 1] = pixels[from + 1] as number;
    lines[to + 2] = pixels[from + 2] as number;
    to += 3;
  }
  return lines;
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
