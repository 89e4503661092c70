import { InvariantError } from '@app/kernel';
import { deflateSync } from 'fflate';
import { crc32 } from 'node:zlib';
import { byName } from '../pack-layout';

/** Changing it changes the bytes of every pack. */
const LEVEL = 6;
const VERSION = 20;
const MADE_BY_UNIX = (3 << 8) | VERSION;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const RW_FOR_OWNER = 0o100644 * 0x10000;
const FIRST_YEAR = 1980;
const LAST_YEAR = 2107;

/**
 * A zip of these files, sorted by name, each with this time (UTC, to two seconds). Written here and not by a library:
 * those take the clock and the time zone of the process. PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
 */
export function writeZip(files: ReadonlyMap<string, Uint8Array>, at: Date): Uint8Array {
  const stamp = dosStamp(at);
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of [...files].sort(([a], [b]) => byName(a, b))) {
    const packed = deflateSync(content, { level: LEVEL });
    const nameBytes = Buffer.from(name, 'utf8');
    const facts = factsOf(stamp, content, packed, nameBytes);
    const local = Buffer.concat([u32(0x04034b50), u16(VERSION), facts, u16(0), nameBytes]);
    locals.push(local, Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength));
    directory.push(
      Buffer.concat([u32(0x02014b50), u16(MADE_BY_UNIX), u16(VERSION), facts, u16(0, 0, 0, 0)]),
      Buffer.concat([u32(RW_FOR_OWNER, offset), nameBytes]),
    );
    offset += local.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  if (offset + size > 0xffffffff || files.size > 0xffff) {
    throw new InvariantError(`an audit pack of ${files.size} files and ${offset} bytes does not fit a zip`);
  }
  const end = [u32(0x06054b50), u16(0, 0, files.size, files.size), u32(size, offset), u16(0)];
  return Buffer.concat([...locals, ...directory, ...end]);
}

/** What local header and directory say alike: from the flags to the length of the name. */
function factsOf(stamp: Buffer, content: Uint8Array, packed: Uint8Array, name: Buffer): Buffer {
  return Buffer.concat([
    u16(UTF8_NAMES, DEFLATED),
    stamp,
    u32(crc32(content), packed.length, content.length),
    u16(name.length),
  ]);
}

/** Time and date as MS-DOS has them, of UTC. */
function dosStamp(at: Date): Buffer {
  const year = Math.min(LAST_YEAR, Math.max(FIRST_YEAR, at.getUTCFullYear()));
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date = ((year - FIRST_YEAR) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return u16(time, date);
}

function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2));
  return bytes;
}

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
  return bytes;
}
