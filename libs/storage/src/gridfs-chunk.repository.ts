import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { mongo } from 'mongoose';
import { storageUnavailable } from './storage.errors';

const FIRST = new mongo.ObjectId('0'.repeat(24));

/**
 * The chunks of all files, of all tenants: a chunk names its file and no tenant. The id of a file holds the second in
 * which its upload began.
 */
@Injectable()
export class GridFsChunkRepository {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /**
   * The files begun before then of which there are chunks and no document, page by page: a page looks at so many chunks
   * and may find none.
   */
  async *findLoose(before: Date, pageSize: number): AsyncGenerator<string[]> {
    const end = mongo.ObjectId.createFromTime(Math.floor(before.getTime() / 1_000));
    let after = FIRST;
    for (;;) {
      // In the order of the driver's own index, which holds all that is asked for: no content is read.
      const chunks = await this.chunks
        .find({ files_id: { $gt: after, $lt: end } })
        .sort({ files_id: 1, n: 1 })
        .project<{ readonly files_id: mongo.ObjectId }>({ _id: 0, files_id: 1 })
        .limit(pageSize)
        .toArray();
      const ids = [...new Map(chunks.map(({ files_id: id }) => [id.toHexString(), id])).values()];
      yield await this.withoutDocument(ids);
      const last = ids.at(-1);
      if (last === undefined || chunks.length < pageSize) return;
      after = last;
    }
  }

  /** Removes the chunks of a file that has no document; returns how many there were. */
  async removeLoose(fileId: string): Promise<number> {
    const id = new mongo.ObjectId(fileId);
    if ((await this.withoutDocument([id])).length === 0) return 0;
    return (await this.chunks.deleteMany({ files_id: id })).deletedCount;
  }

  private async withoutDocument(ids: readonly mongo.ObjectId[]): Promise<string[]> {
    const found = await this.collection('files.files')
      .find({ _id: { $in: [...ids] } })
      .project<{ readonly _id: mongo.ObjectId }>({ _id: 1 })
      .toArray();
    const known = new Set(found.map(({ _id }) => _id.toHexString()));
    return ids.map((id) => id.toHexString()).filter((id) => !known.has(id));
  }

  private get chunks(): mongo.Collection {
    return this.collection('files.chunks');
  }

  private collection(name: string): mongo.Collection {
    const { db } = this.connection;
    if (!db) throw storageUnavailable('answer', null);
    return db.collection(name);
  }
}
