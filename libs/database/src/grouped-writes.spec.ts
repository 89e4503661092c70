import type { Model } from 'mongoose';
import { mongo } from 'mongoose';
import { GroupedWrites } from './grouped-writes';

interface Ticket {
  readonly _id: string;
}

const tickets = (count: number, prefix = 't'): Ticket[] =>
  Array.from({ length: count }, (_, index) => ({ _id: `${prefix}${index}` }));

/** A collection that refuses commands as a whole and keeps count, so that no test can go on for ever. */
function refusing(code: number, isRefused: (operations: readonly object[]) => boolean = () => true) {
  const sent: number[] = [];
  const bulkWrite = async (operations: readonly object[]) => {
    sent.push(operations.length);
    if (sent.length > 10) return new Promise<never>(() => undefined);
    await Promise.resolve();
    if (isRefused(operations)) throw new mongo.MongoServerError({ errmsg: 'refused', code });
    return { matchedCount: 0, upsertedCount: 0 };
  };
  const model = { collection: { bulkWrite }, db: { get: () => undefined } };
  return { sent, writes: new GroupedWrites(model as unknown as Model<Ticket>) };
}

describe('GroupedWrites whose command is refused as a whole', () => {
  it.each([13, 14031])('fails one caller with several documents with error %d, sent once', async (code) => {
    const { sent, writes } = refusing(code);
    await expect(writes.insert(tickets(11))).rejects.toMatchObject({ code });
    expect(sent).toEqual([11]);
  });

  it('sends the documents of each of several callers once more, by themselves', async () => {
    const { sent, writes } = refusing(13);
    const outcomes = await Promise.allSettled([
      writes.insert(tickets(11)),
      writes.insert(tickets(3, 'other')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(sent).toEqual([14, 11, 3]);
  });

  it('stores what the others bring', async () => {
    const { writes } = refusing(13, (operations) => operations.length > 5);
    const outcomes = await Promise.allSettled([
      writes.insert(tickets(11)),
      writes.insert(tickets(3, 'other')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});
