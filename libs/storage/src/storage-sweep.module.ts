import { Module } from '@nestjs/common';
import { RedisModule } from '@app/redis';
import { GridFsChunkRepository } from './gridfs-chunk.repository';
import { LooseChunkSweep } from './loose-chunk-sweep.service';

/** The removal of what broken-off uploads left in the database: for the worker. */
@Module({ imports: [RedisModule], providers: [GridFsChunkRepository, LooseChunkSweep] })
export class StorageSweepModule {}
