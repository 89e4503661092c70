import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import type { Round } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { GridFsChunkRepository } from './gridfs-chunk.repository';

const PAGE = 1_000;
/** No upload takes so long: a report may be written for an hour at most, and a request ends long before. */
const OLD_MS = 24 * 3_600_000;

/**
 * Removes what a process left in the database that was killed while it stored or removed a file: chunks without the
 * document of a file, which no list, retention or deletion finds.
 */
@Injectable()
export class LooseChunkSweep {
  constructor(
    private readonly chunks: GridFsChunkRepository,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  /** One look at all; returns of how many files chunks were removed. */
  async sweep(round?: Round): Promise<number> {
    let files = 0;
    let chunks = 0;
    const before = new Date(this.clock.now().getTime() - OLD_MS);
    try {
      for await (const loose of this.chunks.findLoose(before, PAGE)) {
        for (const id of loose) {
          if (round?.stopping.aborted) return files;
          const removed = await this.chunks.removeLoose(id);
          chunks += removed;
          files += removed > 0 ? 1 : 0;
        }
        if (round?.stopping.aborted) break;
      }
      return files;
    } finally {
      if (files > 0) this.logger.warn({ files, chunks }, 'removed what was left of files that broke off');
    }
  }
}
