import { createHash } from 'node:crypto';
import type { TransformCallback } from 'node:stream';
import { Transform } from 'node:stream';
import { reportFileAltered } from './report-file.errors';

/**
 * Passes a file on as it comes, and breaks off before its last piece where it is not the file that was published: a
 * reader then has a download that failed, and not another file.
 */
export class VerifiedContent extends Transform {
  private readonly hash = createHash('sha256');
  private held: Buffer | null = null;

  constructor(
    private readonly id: string,
    private readonly sha256: string,
  ) {
    super();
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(piece);
    const before = this.held;
    this.held = piece;
    if (before) this.push(before);
    done();
  }

  override _flush(done: TransformCallback): void {
    if (this.hash.digest('hex') === this.sha256) done(null, this.held);
    else done(reportFileAltered(this.id));
  }
}
