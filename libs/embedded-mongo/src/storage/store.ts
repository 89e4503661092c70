import { ApartFields } from './apart-fields';
import { Collection, ID_INDEX } from './collection';
import { Disk } from './disk';
import { layOut } from './layout';
import { Transaction } from './transaction';

/** Every collection, by namespace (`database.collection`). */
export class Store {
  readonly collections = new Map<string, Collection>();
  private readonly disk: Disk;
  private readonly fields: ApartFields;
  private lastRow = 0;

  /** @throws DataDirectoryError */
  constructor(dataDir: string) {
    this.disk = new Disk(dataDir);
    this.fields = new ApartFields((row) => this.disk.readApart(row));
    this.layOutWholeRows();
    const byId = new Map<number, Collection>();
    this.disk.load(
      ({ id, namespace, indexes }) => {
        const collection = new Collection(id, namespace, indexes, this.fields);
        this.collections.set(namespace, collection);
        byId.set(id, collection);
      },
      (id, row, content) => {
        byId.get(id)?.restore(row, content);
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
    const collection = new Collection(id, namespace, [ID_INDEX], this.fields);
    this.collections.set(namespace, collection);
    return collection;
  }

  drop(collection: Collection, transaction: Transaction): void {
    transaction.change(
      () => this.disk.dropCollection(collection.id),
      () => {
        this.collections.set(collection.namespace, collection);
        collection.setGone(false);
      },
    );
    this.collections.delete(collection.namespace);
    collection.setGone(true);
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

  /** Data of a version that kept large documents whole, one transaction for each so that memory does not fill. */
  private layOutWholeRows(): void {
    for (const { row, collection } of this.disk.wholeRows()) {
      const { rows } = layOut(this.disk.readWhole(row));
      this.transact((transaction) => transaction.write(collection, row, rows, () => undefined));
    }
  }
}
