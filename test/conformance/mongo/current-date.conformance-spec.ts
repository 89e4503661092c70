import { mongo } from 'mongoose';
import type { Row, Rows } from './server-under-test';
import { onEachServer, refusal } from './server-under-test';

const LONG_AGO = new Date(0);
/** A renewal as the product writes it: the server's time together with other changes, under a condition. */
const RENEWAL = {
  $set: { state: 'running', 'owner.name': 'w1' },
  $inc: { epoch: 1 },
  $unset: { error: '' },
  $currentDate: { seenAt: { $type: 'date' }, 'owner.since': true },
} as unknown as mongo.UpdateFilter<Row>;

/** What every way of updating must have done: all operators, and two dates that the server took from its own clock. */
function expectRenewed(row: Row | null | undefined): void {
  expect(row).toMatchObject({ state: 'running', epoch: 2, owner: { name: 'w1' } });
  expect(row).not.toHaveProperty('error');
  const { seenAt, owner } = row as unknown as { seenAt: unknown; owner: { since: unknown } };
  for (const date of [seenAt, owner.since]) {
    expect(date).toBeInstanceOf(Date);
    expect((date as Date).getTime()).toBeGreaterThan(LONG_AGO.getTime());
  }
}

onEachServer('the current date', (server) => {
  const aRun = (_id: number): Row => ({ _id, epoch: 1, error: 'x', seenAt: LONG_AGO });

  const WAYS: [string, (rows: Rows) => Promise<unknown>][] = [
    ['updateOne', (rows) => rows.updateOne({ epoch: 1 }, RENEWAL)],
    ['updateMany', (rows) => rows.updateMany({ epoch: 1 }, RENEWAL)],
    ['findOneAndUpdate', (rows) => rows.findOneAndUpdate({ epoch: 1 }, RENEWAL)],
    ['bulkWrite', (rows) => rows.bulkWrite([{ updateOne: { filter: { epoch: 1 }, update: RENEWAL } }])],
  ];

  it.each(WAYS)('is set by %s together with other changes', async (_way, update) => {
    const rows = await server.rows(aRun(1));
    await update(rows);
    expectRenewed(await rows.findOne({ _id: 1 }));
  });

  it('is set for every match of updateMany', async () => {
    const rows = await server.rows(aRun(1), aRun(2), { _id: 3, epoch: 9 });
    expect((await rows.updateMany({ epoch: 1 }, RENEWAL)).modifiedCount).toBe(2);
    for (const id of [1, 2]) expectRenewed(await rows.findOne({ _id: id }));
    expect(await rows.findOne({ _id: 3 })).toEqual({ _id: 3, epoch: 9 });
  });

  it('is in what findOneAndUpdate returns after the update', async () => {
    const rows = await server.rows(aRun(1));
    expectRenewed(await rows.findOneAndUpdate({ _id: 1 }, RENEWAL, { returnDocument: 'after' }));
  });

  it('is in what an upsert inserts', async () => {
    const rows = await server.rows();
    await rows.updateOne(
      { _id: 1 },
      { $setOnInsert: { epoch: 1 }, $currentDate: { at: true } as never },
      { upsert: true },
    );
    const row = await rows.findOne({ _id: 1 });
    expect(row).toMatchObject({ epoch: 1 });
    expect(row?.at).toBeInstanceOf(Date);
  });

  it('counts as a modification however soon it is set again', async () => {
    const rows = await server.rows({ _id: 1 });
    const counts: number[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      counts.push((await rows.updateOne({ _id: 1 }, { $currentDate: { at: true } as never })).modifiedCount);
    }
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  it('is the time that hello tells and that $$NOW is', async () => {
    const rows = await server.rows({ _id: 1 });
    const before = (await server.db.command({ hello: 1 })) as { localTime: Date };
    await rows.updateOne({ _id: 1 }, { $currentDate: { at: true, stamp: { $type: 'timestamp' } } as never });
    const after = (await server.db.command({ hello: 1 })) as { localTime: Date };
    const row = await rows.findOne({ _id: 1, $expr: { $lte: ['$at', '$$NOW'] } });
    expect(before.localTime).toBeInstanceOf(Date);
    const at = (row?.at as Date).getTime();
    expect(at).toBeGreaterThanOrEqual(before.localTime.getTime());
    expect(at).toBeLessThanOrEqual(after.localTime.getTime());
    expect(row?.stamp).toBeInstanceOf(mongo.Timestamp);
  });

  it.each([
    ['a text', { at: 'now' }, 2],
    ['a number', { at: 1 }, 2],
    ['an unknown type', { at: { $type: 'day' } }, 2],
    ['a type that is no text', { at: { $type: 9 } }, 2],
    ['an unknown option', { at: { $type: 'date', zone: 'UTC' } }, 2],
    ['no type', { at: {} }, 2],
  ])('refuses %s, whether or not a document matches', async (_what, operand, code) => {
    const rows = await server.rows({ _id: 1, n: 1 });
    const update = { $inc: { n: 1 }, $currentDate: operand } as unknown as mongo.UpdateFilter<Row>;
    expect((await refusal(rows.updateOne({ _id: 1 }, update))).code).toBe(code);
    expect((await refusal(rows.updateMany({ _id: 2 }, update))).code).toBe(code);
    expect((await refusal(rows.findOneAndUpdate({ _id: 2 }, update))).code).toBe(code);
    expect((await refusal(rows.bulkWrite([{ updateOne: { filter: { _id: 1 }, update } }]))).code).toBe(code);
    expect(await rows.findOne({ _id: 1 })).toEqual({ _id: 1, n: 1 });
  });

  it('refuses to change a path in two ways', async () => {
    const rows = await server.rows({ _id: 1 });
    const twice = {
      $set: { at: LONG_AGO },
      $currentDate: { at: true },
    } as unknown as mongo.UpdateFilter<Row>;
    expect((await refusal(rows.updateOne({ _id: 1 }, twice))).code).toBe(40);
  });
});
