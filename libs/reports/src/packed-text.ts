import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Texts repeat themselves: the first levels save nearly all there is to save. */
const LEVEL = 3;

/** A text in few bytes, packed beside the event loop. */
export function packText(text: string): Promise<Buffer> {
  return pack(text, { level: LEVEL });
}

/** What `packText` packed. */
export async function unpackText(packed: Uint8Array): Promise<string> {
  return (await unpack(packed)).toString('utf8');
}
