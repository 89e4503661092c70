import type { Outcome } from '@app/platform';
import { GroupCommit } from '@app/platform';
import type { Model } from 'mongoose';
import { timeLimitOf } from './time-limit';

interface Wanted {
  readonly tenantId: string;
  readonly id: string;
}

/**
 * Documents of one collection by their id, asked for one by one and read together where several are asked for at once.
 * They come as they are stored.
 */
export class GroupedReads<T extends { readonly _id: string; readonly tenantId: string }> {
  private readonly reads = new GroupCommit((group: readonly Wanted[]) => this.readAll(group), {
    isUnordered: true,
  });

  constructor(private readonly model: Model<T>) {}

  /** Null where the tenant has no such document. Who asks together may get one object: it is not to be changed. */
  find(tenantId: string, id: string): Promise<T | null> {
    return this.reads.add({ tenantId, id });
  }

  private async readAll(group: readonly Wanted[]): Promise<readonly Outcome<T | null>[]> {
    const ids = [...new Set(group.map(({ id }) => id))];
    const tenants = [...new Set(group.map(({ tenantId }) => tenantId))];
    const filter = { _id: { $in: ids }, tenantId: { $in: tenants } };
    const rows = await this.model.collection.find(filter as never, timeLimitOf(this.model)).toArray();
    const found = new Map((rows as unknown as T[]).map((row) => [row._id, row]));
    return group.map(({ tenantId, id }) => {
      const row = found.get(id);
      return { status: 'fulfilled', value: row?.tenantId === tenantId ? row : null };
    });
  }
}
