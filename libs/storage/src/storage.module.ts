import { Module } from '@nestjs/common';
import { FileStore } from './file-store';
import { GridFsFileRepository } from './gridfs-file.repository';

/** Gives `FileStore` on the process's database connection. */
@Module({
  providers: [{ provide: FileStore, useClass: GridFsFileRepository }],
  exports: [FileStore],
})
export class StorageModule {}
