import { crc32, inflateRawSync } from 'node:zlib';

/** What a pack may come to; one of this product has about thirty files and a few megabytes. */
export const ZIP_LIMITS = {
  bytes: 256 * 1024 * 1024,
  entries: 500,
  entryBytes: 64 * 1024 * 1024,
  allBytes: 256 * 1024 * 1024,
  /** Bytes of content for one byte in the zip. */
  ratio: 200,
} as const;

/** A mistake of the container at a file, or at the whole where `file` is null. */
export interface ZipFault {
  readonly file: string | null;
  readonly what: string;
}

/** What could be read, and what is wrong with the rest. */
export interface ReadZip {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly faults: readonly ZipFault[];
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

const END = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const HAS_DESCRIPTOR = 0x0008;
const ENCRYPTED = 0x0001;
/** The name of a file below the pack, in characters that mean nothing to any shell or file system. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/** Reads a zip within {@link ZIP_LIMITS}; null where the bytes are no zip that has its end. */
export function readZip(bytes: Uint8Array): ReadZip | null {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(whole);
  if (end === null) return null;
  const faults: ZipFault[] = [];
  const after = whole.length - end - END_SIZE;
  if (after > 0)
    faults.push({ file: null, what: `${after} bytes stand after its end, as a comment or behind it` });
  const count = whole.readUInt16LE(end + 10);
  // The directory lies right before the end; what it counts from is the beginning of the zip itself.
  const before = Math.max(0, end - whole.readUInt32LE(end + 12) - whole.readUInt32LE(end + 16));
  if (before > 0) faults.push({ file: null, what: `${before} bytes stand before its beginning` });
  const zip = whole.subarray(before);
  const at = end - before;
  const directoryAt = zip.readUInt32LE(at + 16);
  if (zip.length > ZIP_LIMITS.bytes)
    return refused(`it has ${zip.length} bytes, at most ${ZIP_LIMITS.bytes}`);
  if (count > ZIP_LIMITS.entries) return refused(`it has ${count} files, at most ${ZIP_LIMITS.entries}`);
  const entries = readDirectory(zip, { from: directoryAt, to: at, count });
  if (entries === null) return null;
  const files = new Map<string, Uint8Array>();
  let unpacked = 0;
  let reached = 0;
  for (const entry of entries) {
    const place = dataOf(zip, entry, directoryAt);
    if (place !== null && place.from > reached) faults.push(strayBytes(place.from - reached));
    reached = Math.max(reached, place?.to ?? 0);
    unpacked += entry.size;
    const fault = unpacked > ZIP_LIMITS.allBytes ? tooMuch(unpacked) : faultOf(entry, files);
    if (fault !== null) faults.push({ file: entry.name, what: fault });
    else if (!entry.name.endsWith('/'))
      take(entry, place && zip.subarray(place.data, place.dataEnd), files, faults);
  }
  if (reached < directoryAt) faults.push(strayBytes(directoryAt - reached));
  return { files, faults };
}

/** Where the last record of a zip begins, whatever follows it; null where there is none. */
function endOf(zip: Buffer): number | null {
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(END);
  const at = zip.lastIndexOf(mark, zip.length - END_SIZE);
  return zip.length < END_SIZE || at < zip.length - END_SIZE - LONGEST_COMMENT ? null : at;
}

/** The entries by where they begin in the zip; null where its central directory is damaged. */
function readDirectory(
  zip: Buffer,
  { from, to, count }: { readonly from: number; readonly to: number; readonly count: number },
): Entry[] | null {
  const entries: Entry[] = [];
  let at = from;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > to || zip.readUInt32LE(at) !== DIRECTORY) return null;
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    const end = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    if (end > to) return null;
    entries.push({
      name: zip.toString('utf8', at + 46, nameEnd),
      flags: zip.readUInt16LE(at + 8),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packedSize: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    });
    at = end;
  }
  if (at !== to) return null;
  return entries.sort((a, b) => a.offset - b.offset);
}

/** Where an entry lies and where its content does; null where its own header is not there. */
function dataOf(zip: Buffer, entry: Entry, limit: number) {
  const { offset, packedSize, flags } = entry;
  if (offset + 30 > limit || zip.readUInt32LE(offset) !== LOCAL) return null;
  const nameLength = zip.readUInt16LE(offset + 26);
  const data = offset + 30 + nameLength + zip.readUInt16LE(offset + 28);
  const dataEnd = data + packedSize;
  const isNamedAlike = zip.toString('utf8', offset + 30, offset + 30 + nameLength) === entry.name;
  if (dataEnd > limit || !isNamedAlike) return null;
  // Sizes that follow the content, with their mark or without: other tools than ours write them.
  const descriptor =
    flags & HAS_DESCRIPTOR ? (zip.readUInt32LE(Math.min(dataEnd, limit - 4)) === 0x08074b50 ? 16 : 12) : 0;
  return { from: offset, data, dataEnd, to: dataEnd + descriptor };
}

function faultOf(
  { name, flags, method, size, packedSize }: Entry,
  files: ReadonlyMap<string, unknown>,
): string | null {
  if (name.endsWith('/') && size === 0 && PLAIN_NAME.test(name.slice(0, -1))) return null;
  if (!PLAIN_NAME.test(name) || name.length > 200)
    return 'its name is none that a file of a pack has, and could lead out of the directory it is unpacked into';
  if (files.has(name)) return 'it is in the zip twice: tools differ on which of the two they show';
  if (flags & ENCRYPTED) return 'it is encrypted';
  if (method !== STORED && method !== DEFLATED)
    return `it is compressed by method ${method}, which no pack uses`;
  if (size > ZIP_LIMITS.entryBytes) return `it has ${size} bytes, at most ${ZIP_LIMITS.entryBytes}`;
  if (size > 1_024 && size > packedSize * ZIP_LIMITS.ratio)
    return 'it unpacks to far more than any report: a zip bomb';
  return null;
}

function take(entry: Entry, packed: Buffer | null, files: Map<string, Uint8Array>, faults: ZipFault[]): void {
  const damaged = (): unknown => faults.push({ file: entry.name, what: 'its bytes in the zip are damaged' });
  if (packed === null) return void damaged();
  try {
    const content =
      entry.method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
    if (content.length !== entry.size || crc32(content) !== entry.crc) damaged();
    // What is there is looked at all the same: the manifest says whether it is what it was.
    files.set(entry.name, content);
  } catch {
    damaged();
  }
}

function refused(what: string): ReadZip {
  return { files: new Map(), faults: [{ file: null, what }] };
}

function tooMuch(bytes: number): string {
  return `with it the files come to ${bytes} bytes, at most ${ZIP_LIMITS.allBytes}`;
}

function strayBytes(count: number): ZipFault {
  return { file: null, what: `${count} bytes in it belong to no file` };
}
