import { Module } from '@nestjs/common';
import { leasedRounds, RedisModule } from '@app/redis';
import { GridFsChunkRepository } from './gridfs-chunk.repository';
import { LooseChunkSweep } from './loose-chunk-sweep.service';

/** The removal of what broken-off uploads left in the database: for the worker. */
@Module({
  imports: [RedisModule],
  providers: [
    GridFsChunkRepository,
    LooseChunkSweep,
    leasedRounds({
      ...{ of: LooseChunkSweep, name: 'loose-chunk-sweep', everyMs: 30 * 60_000 },
      work: (chunks, round) => chunks.sweep(round),
    }),
  ],
})
export class StorageSweepModule {}
