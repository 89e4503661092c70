import { crc32 } from 'node:zlib';
import { brandingRefused } from './branding.errors';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Pixels a side: unpacked, the largest takes 16 MiB of whoever prints it. */
const MAX_SIDE = 2_048;

/**
 * Checks a PNG by its content: signature, chunks with their check sums, dimensions (PNG specification, W3C, 2003).
 *
 * @throws branding.refused saying what is wrong
 */
export function checkPng(bytes: Buffer): { readonly width: number; readonly height: number } {
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) throw refused('it does not begin as a PNG does');
  let size: { width: number; height: number } | null = null;
  let hasPixels = false;
  for (let at = 8; at < bytes.length;) {
    const length = at + 12 <= bytes.length ? bytes.readUInt32BE(at) : Number.POSITIVE_INFINITY;
    if (at + 12 + length > bytes.length) throw refused('it ends in the middle of a chunk');
    const body = bytes.subarray(at + 4, at + 8 + length);
    const type = body.toString('latin1', 0, 4);
    if (crc32(body) !== bytes.readUInt32BE(at + 8 + length)) throw refused(`its chunk ${type} is damaged`);
    at += 12 + length;
    if (size === null) {
      if (type !== 'IHDR' || length !== 13) throw refused('it does not begin with its dimensions');
      size = { width: body.readUInt32BE(4), height: body.readUInt32BE(8) };
    }
    hasPixels ||= type === 'IDAT';
    if (type !== 'IEND') continue;
    if (at !== bytes.length) throw refused('something follows its end');
    if (!hasPixels) throw refused('it has no pixels');
    return checkedSize(size);
  }
  throw refused('it has no end');
}

function checkedSize(size: { width: number; height: number }) {
  const { width, height } = size;
  if (Math.min(width, height) >= 1 && Math.max(width, height) <= MAX_SIDE) return size;
  throw refused(`it is ${width} by ${height} pixels, expected 1 to ${MAX_SIDE} on each side`);
}

function refused(problem: string) {
  return brandingRefused('/logo/data', `the PNG logo is refused: ${problem}.`);
}
