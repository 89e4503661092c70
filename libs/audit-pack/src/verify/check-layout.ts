import { byName } from '../pack-layout';
import { writeZip } from '../zip/write-zip';
import type { Alteration } from './pack-verdict';

/** Fields of the record before each file, by where they begin in it. PKWARE APPNOTE 6.3, sections 4.3.7 and 4.3.12. */
const LOCAL_FIELDS: ReadonlyArray<readonly [number, string]> = [
  [4, 'version'],
  [6, 'flags'],
  [8, 'compression'],
  [10, 'time'],
  [12, 'date'],
  [14, 'check sum'],
  [18, 'sizes'],
  [26, 'name'],
  [28, 'extra fields'],
  [30, 'name'],
];
const DIRECTORY_FIELDS: ReadonlyArray<readonly [number, string]> = [
  [4, 'version'],
  [8, 'flags'],
  [10, 'compression'],
  [12, 'time'],
  [14, 'date'],
  [16, 'check sum'],
  [20, 'sizes'],
  [28, 'name'],
  [30, 'extra fields'],
  [32, 'comment'],
  [34, 'attributes'],
  [42, 'place'],
  [46, 'name'],
];
const LOCAL = 0x04034b50;
const DIRECTORY = 0x02014b50;

/**
 * Packs the files (in the order in which they were found) anew and compares every byte: finds another order, time, attribute (a symbolic link), comment, extra
 * field or compression, which no hash of a file covers.
 */
export function checkLayout(
  bytes: Uint8Array,
  files: ReadonlyMap<string, Uint8Array>,
  endedAt: string,
): Alteration[] {
  const at = new Date(endedAt);
  if (Number.isNaN(at.getTime())) return [];
  const made = Buffer.from(writeZip(files, at));
  const got = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (made.equals(got)) return [];
  const names = [...files.keys()];
  const misplaced = names.find((name, index) => index > 0 && byName(names[index - 1] ?? '', name) > 0);
  const { file, field } = placeOf(made, got);
  const [where, difference] =
    misplaced === undefined
      ? [file, `the first difference is in ${field}`]
      : [misplaced, 'its place is another'];
  const what = `its zip was packed anew or written into: ${difference}. What the files hold is told apart from that`;
  return [{ file: where, pointer: null, what, found: 'container' }];
}

/** The file and the field at which two zips first differ. */
function placeOf(made: Buffer, got: Buffer): { readonly file: string | null; readonly field: string } {
  let at = 0;
  while (at < made.length && at < got.length && made[at] === got[at]) at += 1;
  for (const [start, header] of headersOf(made)) {
    if (at < start || at >= start + header.length + header.content) continue;
    const isContent = at >= start + header.length;
    const [, field] = header.fields.findLast(([from]) => start + from <= at) ?? [0, 'its kind'];
    return { file: header.name, field: isContent ? 'its compressed content' : `its ${field}` };
  }
  return { file: null, field: 'its last record' };
}

/** The records of a zip of ours, by where they begin. */
function* headersOf(zip: Buffer) {
  let at = 0;
  for (;;) {
    const mark = zip.readUInt32LE(at);
    if (mark !== LOCAL && mark !== DIRECTORY) return;
    const isLocal = mark === LOCAL;
    const fixed = isLocal ? 30 : 46;
    const nameLength = zip.readUInt16LE(at + (isLocal ? 26 : 28));
    const content = isLocal ? zip.readUInt32LE(at + 18) : 0;
    const name = zip.toString('utf8', at + fixed, at + fixed + nameLength);
    const fields = isLocal ? LOCAL_FIELDS : DIRECTORY_FIELDS;
    yield [at, { name, fields, length: fixed + nameLength, content }] as const;
    at += fixed + nameLength + content;
  }
}
