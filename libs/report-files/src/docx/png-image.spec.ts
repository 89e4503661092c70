import { crc32, inflateSync } from 'node:zlib';
import { pngImage } from './png-image';

interface Chunk {
  readonly type: string;
  readonly content: Buffer;
  readonly isWhole: boolean;
}

function chunksOf(png: Buffer, from = 8): Chunk[] {
  if (from >= png.length) return [];
  const end = from + 8 + png.readUInt32BE(from);
  const type = png.toString('latin1', from + 4, from + 8);
  const isWhole = crc32(png.subarray(from + 4, end)) === png.readUInt32BE(end);
  return [{ type, content: png.subarray(from + 8, end), isWhole }, ...chunksOf(png, end + 4)];
}

describe('pngImage', () => {
  it('writes width, height and the colours of every line, each part with its check sum', () => {
    const pixels = Uint8Array.from({ length: 2 * 3 * 4 }, (_none, at) => at);
    const png = Buffer.from(pngImage(pixels, 2, 3));
    expect(png.toString('latin1', 1, 6)).toBe('PNG\r\n');
    const chunks = chunksOf(png);
    expect(chunks.map(({ type, isWhole }) => [type, isWhole])).toEqual([
      ['IHDR', true],
      ['IDAT', true],
      ['IEND', true],
    ]);
    const [head, data] = chunks.map(({ content }) => content);
    expect([...(head ?? [])]).toEqual([0, 0, 0, 2, 0, 0, 0, 3, 8, 2, 0, 0, 0]);
    expect([...inflateSync(data ?? Buffer.alloc(0))]).toEqual([
      ...[0, 0, 1, 2, 4, 5, 6],
      ...[0, 8, 9, 10, 12, 13, 14],
      ...[0, 16, 17, 18, 20, 21, 22],
    ]);
  });
});
