import { MongoFault } from '../mongo-fault';
import { ApartFields } from './apart-fields';
import { Collection, ID_INDEX } from './collection';
import { parseIndexSpec } from './collection-index';
import type { Disk } from './disk';
import { layOut } from './layout';
import { Transaction } from './transaction';

function aDisk(commit: () => void): Disk {
  const nothing = (): void => undefined;
  return { begin: nothing, write: nothing, erase: nothing, commit, rollback: nothing } as unknown as Disk;
}

describe('Transaction', () => {
  it('puts memory back when the disk refuses the commit', () => {
    const full = (): never => {
      throw new MongoFault('OutOfDiskSpace', 'full');
    };
    const collection = new Collection(
      1,
      'db.c',
      [ID_INDEX, parseIndexSpec({ key: { v: 1 } })],
      new ApartFields(full),
    );
    collection.restore(1, layOut({ _id: 1, v: 'one' }).content);
    collection.restore(2, layOut({ _id: 2, v: 'two' }).content);
    let row = 2;
    const transaction = new Transaction(aDisk(full), () => ++row);
    const [first, second] = [...collection.docs.values()];
    if (!first || !second) throw new TypeError('two documents were restored');
    collection.replace(first, { _id: 1, v: 'changed' }, transaction);
    collection.remove(second, transaction);
    collection.insert({ _id: 3, v: 'three' }, transaction);
    expect(() => transaction.commit()).toThrow('full');
    transaction.rollback();

    const [, byValue] = collection.indexes;
    const indexed = [...(byValue?.entries.range('', '\uffff') ?? [])].map(({ doc }) => doc);
    expect(indexed).toEqual([
      { _id: 1, v: 'one' },
      { _id: 2, v: 'two' },
    ]);
    expect([...collection.docs.values()].map(({ doc }) => doc._id)).toEqual([1, 2]);
  });
});
