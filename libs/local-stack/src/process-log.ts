import { appendFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ensureWritableDirectory } from './writable-directory';

const LARGEST_BYTES = 10 * 1024 * 1024;
const TAIL_LINES = 12;

/** What one process prints: kept in a file that cannot grow without bound, with its last lines at hand. */
export class ProcessLog {
  private readonly recent: string[] = [];
  private bytes: number;

  constructor(
    readonly file: string,
    private readonly largestBytes = LARGEST_BYTES,
  ) {
    ensureWritableDirectory(dirname(file));
    this.bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** The newest lines, oldest first. */
  get tail(): readonly string[] {
    return this.recent;
  }

  write(line: string): void {
    this.recent.push(line);
    if (this.recent.length > TAIL_LINES) this.recent.shift();
    const record = `${line}\n`;
    try {
      if (this.bytes + record.length > this.largestBytes) this.rotate();
      appendFileSync(this.file, record);
      this.bytes += Buffer.byteLength(record);
    } catch {
      // A full disk must not take down the stack through its own log; the tail still has the line.
    }
  }

  /** Forgets the tail, so that a restarted process is not blamed for the words of the one before it. */
  beginAgain(): void {
    this.recent.length = 0;
  }

  private rotate(): void {
    renameSync(this.file, `${this.file}.1`);
    this.bytes = 0;
  }
}
