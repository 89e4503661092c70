import { Collection, ID_INDEX } from './collection';
import { Disk } from './disk';
import { Transaction } from './transaction';

/** Every collection, by namespace (`database.collection`). */
export class Store {
  readonly collections = new Map<string, Collection>();
  private readonly disk: Disk;
  private lastRow = 0;

  /** @throws DataDirectoryError */
  constructor(dataDir: string) {
    this.disk = new Disk(dataDir);
    const byId = new Map<number, Collection>();
    this.disk.load(
      ({ id, namespace, indexes }) => {
        const collection = new Collection(id, namespace, indexes);
        this.collections.set(namespace, collection);
        byId.set(id, collection);
      },
      (id, row, doc) => {
        byId.get(id)?.restore(row, doc);
        this.lastRow = row;
      },
    );
  }

  /** Runs the writes of one command; what it returns is durable. */
  transact<T>(work: (transaction: Transaction) => T): T {
    const transaction = new Transaction(this.disk, () => ++this.lastRow);
    try {
      const result = work(transaction);
      transaction.commit();
      return result;
    } catch (error) {
      transaction.rollback();
      throw error;
    }
  }

  /** The collection, made if it is not there: the first write makes it. */
  ensure(namespace: string, transaction: Transaction): Collection {
    const known = this.collections.get(namespace);
    if (known) return known;
    let id = 0;
    transaction.change(
      () => {
        id = this.disk.createCollection(namespace, [ID_INDEX]);
      },
      () => this.collections.delete(namespace),
    );
    const collection = new Collection(id, namespace, [ID_INDEX]);
    this.collections.set(namespace, collection);
    return collection;
  }

  drop(collection: Collection, transaction: Transaction): void {
    transaction.change(
      () => this.disk.dropCollection(collection.id),
      () => this.collections.set(collection.namespace, collection),
    );
    this.collections.delete(collection.namespace);
  }

  saveIndexes(collection: Collection, transaction: Transaction): void {
    transaction.change(
      () => this.disk.saveIndexes(collection.id, collection.specs),
      () => undefined,
    );
  }

  close(): void {
    this.disk.close();
  }
}
