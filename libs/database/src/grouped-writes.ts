import type { Outcome } from '@app/platform';
import { GroupCommit } from '@app/platform';
import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import { eachAlone, writeJointly } from './joint-write';
import { timeLimitOf } from './time-limit';

/** A conditional write to one document, with everything already of the type in which it is stored. */
export interface GroupedUpdate<T> {
  readonly filter: QueryFilter<T>;
  readonly update: UpdateQuery<T>;
  readonly upsert?: boolean;
  /** Finds the document if and only if the write took place: asked when some write of a group matched nothing. */
  readonly proof: QueryFilter<T>;
}

/**
 * Writes to one collection that go out together when they come together, whoever asks for them. Each succeeds or fails
 * by itself, as if it had gone out alone. Nothing is cast or validated: what comes here is ours.
 */
export class GroupedWrites<T extends { readonly _id: string }> {
  private readonly updates = new GroupCommit<GroupedUpdate<T>, boolean>((group) => this.updateAll(group));
  private readonly inserts = new GroupCommit<readonly T[], undefined>((group) => this.insertAll(group));

  constructor(private readonly model: Model<T>) {}

  /** Whether the write matched a document, or made one. */
  update(one: GroupedUpdate<T>): Promise<boolean> {
    return this.updates.add(one);
  }

  /** @throws the first error that one of these documents met; the others are stored all the same */
  async insert(documents: readonly T[]): Promise<void> {
    if (documents.length > 0) await this.inserts.add(documents);
  }

  private async updateAll(
    group: readonly GroupedUpdate<T>[],
    isAgain = false,
  ): Promise<readonly Outcome<boolean>[]> {
    const operations = group.map(({ filter, update, upsert = false }) => ({
      updateOne: { filter, update, upsert },
    }));
    const written = await writeJointly(this.model, operations, group.length);
    if (written === 'refused') return eachAlone(group, (one) => this.updateAll([one], true));
    const { result, errors } = written;
    const reached = result.matchedCount + result.upsertedCount;
    // A write that matched nothing took place all the same if it was sent before.
    const isSure = reached === group.length - errors.size || (group.length === 1 && !isAgain);
    return Promise.all(
      group.map(async (one, index) => {
        if (errors.has(index)) return failed(errors.get(index));
        return isSure ? ok(reached > 0) : this.lookFor(one);
      }),
    );
  }

  private async insertAll(group: readonly (readonly T[])[]): Promise<readonly Outcome<undefined>[]> {
    const operations = group.flat().map((document) => ({ insertOne: { document } }));
    const written = await writeJointly(this.model, operations, group.length);
    if (written === 'refused') return eachAlone(group, (one) => this.insertAll([one]));
    let from = 0;
    return group.map(({ length }) => {
      const [error] = [...written.errors].filter(([at]) => at >= from && at < from + length);
      from += length;
      return error ? failed(error[1]) : ok(undefined);
    });
  }

  private async lookFor({ proof }: GroupedUpdate<T>): Promise<Outcome<boolean>> {
    try {
      const options = { projection: { _id: 1 }, ...timeLimitOf(this.model) };
      return ok((await this.model.collection.findOne(proof as never, options)) !== null);
    } catch (error) {
      return failed(error);
    }
  }
}

function ok<R>(value: R): Outcome<R> {
  return { status: 'fulfilled', value };
}

function failed(reason: unknown): PromiseRejectedResult {
  return { status: 'rejected', reason };
}
