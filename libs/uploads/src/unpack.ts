import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate';
import { gunzipSync } from 'node:zlib';

/** How much may come out of an archive. */
export interface UnpackLimits {
  readonly entries: number;
  /** Bytes of all entries together. */
  readonly totalBytes: number;
  /** Bytes that come out for each that goes in. */
  readonly ratio: number;
}

/** One file that was in an archive. */
export interface UnpackedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The files, or why the archive was not unpacked: `bomb` where it went beyond a limit. */
export type Unpacked =
  | { readonly files: readonly UnpackedFile[]; readonly refusal: null }
  | {
      readonly files: null;
      readonly refusal: { readonly reason: 'bomb' | 'broken'; readonly detail: string };
    };

/** Of what is packed so small a little may always come. */
const ALWAYS_BYTES = 100_000;
/** So much is unpacked between two looks at the limits: of 4 KiB deflate makes at most some 4 MB. */
const PIECE = 4_096;
const MOST_NAME = 300;

/** Unpacks a gzip file; stops within it when it goes beyond a limit. */
export function unpackGzip(content: Uint8Array, limits: UnpackLimits): Unpacked {
  const most = mostBytes(content, limits);
  try {
    return { files: [{ name: '', content: gunzipSync(content, { maxOutputLength: most }) }], refusal: null };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? bomb(`more than ${most} bytes come out of its ${content.length}`)
      : broken('it is not a whole gzip file');
  }
}

/** Unpacks a zip file, entry by entry as they stand in it; stops when it goes beyond a limit. */
export function unpackZip(content: Uint8Array, limits: UnpackLimits): Unpacked {
  const most = mostBytes(content, limits);
  const run = new ZipRun(limits.entries, most);
  const unzip = new Unzip((entry) => run.begin(entry));
  unzip.register(UnzipInflate);
  unzip.register(UnzipPassThrough);
  try {
    for (let at = 0; at < content.length && run.refusal === null; at += PIECE)
      unzip.push(content.subarray(at, at + PIECE), at + PIECE >= content.length);
  } catch {
    return run.refusal ?? broken('it is not a whole zip file, or packed in a way that is not read here');
  }
  if (run.refusal) return run.refusal;
  if (run.isOpen || !hasEnd(content)) return broken('it ends within an entry, or is not a whole zip file');
  return { files: run.files, refusal: null };
}

/** What a zip file has given so far, and whether it may go on. */
class ZipRun {
  readonly files: UnpackedFile[] = [];
  refusal: Unpacked | null = null;
  private open = 0;
  private entries = 0;
  private bytes = 0;

  constructor(
    private readonly mostEntries: number,
    private readonly mostBytes: number,
  ) {}

  get isOpen(): boolean {
    return this.open > 0;
  }

  begin(entry: { name: string; ondata: unknown; start(): void }): void {
    this.entries += 1;
    if (this.entries > this.mostEntries)
      this.refusal ??= bomb(`it has more than ${this.mostEntries} entries`);
    if (this.refusal) return;
    const pieces: Uint8Array[] = [];
    this.open += 1;
    entry.ondata = (error: Error | null, piece: Uint8Array | null, isLast: boolean): void => {
      if (error) this.refusal ??= broken('an entry of it cannot be unpacked');
      this.bytes += piece?.length ?? 0;
      if (this.bytes > this.mostBytes)
        this.refusal ??= bomb(`more than ${this.mostBytes} bytes come out of it`);
      if (this.refusal) return;
      if (piece) pieces.push(piece);
      if (isLast) this.end(entry.name, pieces);
    };
    entry.start();
  }

  private end(name: string, pieces: readonly Uint8Array[]): void {
    this.open -= 1;
    if (name.endsWith('/')) return;
    this.files.push({ name: name.slice(0, MOST_NAME), content: Buffer.concat(pieces) });
  }
}

function mostBytes(content: Uint8Array, { totalBytes, ratio }: UnpackLimits): number {
  return Math.min(totalBytes, Math.max(ALWAYS_BYTES, content.length * ratio));
}

/** Whether it ends as a whole zip does: with a record of 22 bytes and a comment of the length that it names. */
function hasEnd(content: Uint8Array): boolean {
  const tail = Buffer.from(content.buffer, content.byteOffset, content.byteLength).subarray(-65_557);
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  return at !== -1 && at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) === tail.length;
}

function bomb(detail: string): Unpacked {
  return { files: null, refusal: { reason: 'bomb', detail } };
}

function broken(detail: string): Unpacked {
  return { files: null, refusal: { reason: 'broken', detail } };
}
