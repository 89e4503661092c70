import { Module } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { AppConfig, CircuitRegistry } from '@app/platform';
import type { Connection } from 'mongoose';
import { FileStore } from './file-store';
import { GridFsFileRepository } from './gridfs-file.repository';
import { s3FileStore } from './s3-set-up';

/** Gives `FileStore` where STORAGE_URL says: on the process's database connection, or in a bucket. */
@Module({
  providers: [
    {
      provide: FileStore,
      inject: [AppConfig, CircuitRegistry, getConnectionToken()],
      useFactory: ({ env }: AppConfig, circuits: CircuitRegistry, connection: Connection): FileStore => {
        const target = env.STORAGE_URL;
        return target.kind === 's3'
          ? s3FileStore(target, env, circuits)
          : new GridFsFileRepository(connection);
      },
    },
  ],
  exports: [FileStore],
})
export class StorageModule {}
