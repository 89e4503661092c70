import type { Connection, Model } from 'mongoose';
import { Schema, createConnection } from 'mongoose';
import { testMongoUrl } from '../../../test/support/stores';
import { isDatabaseAway } from './database-away';
import { isDuplicateKey } from './duplicate-key';
import { GroupedWrites } from './grouped-writes';

interface Ticket {
  readonly _id: string;
  readonly epoch: number;
  readonly state: string;
  readonly note?: string;
}

const schema = new Schema<Ticket>(
  { _id: String, epoch: Number, state: String, note: String },
  { versionKey: false },
);
const TOO_LARGE = 'x'.repeat(17 * 1024 * 1024);

describe('GroupedWrites', () => {
  let connection: Connection;
  let model: Model<Ticket>;
  let writes: GroupedWrites<Ticket>;
  const commands: string[] = [];

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('grouped-writes'), {
      monitorCommands: true,
    }).asPromise();
    await connection.dropDatabase();
    model = connection.model<Ticket>('Ticket', schema);
    connection.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName));
  });

  beforeEach(async () => {
    await model.deleteMany({});
    writes = new GroupedWrites(model);
    commands.length = 0;
  });

  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  const tickets = (...epochs: number[]): Ticket[] =>
    epochs.map((epoch, index) => ({ _id: `t${index}`, epoch, state: 'open' }));

  /** A transition: once it is made, its filter finds the ticket no more. */
  const close = (index: number, note?: string) =>
    writes.update({
      filter: { _id: `t${index}`, epoch: 1, state: 'open' },
      update: { $set: { state: 'closed', note } },
      proof: { _id: `t${index}`, epoch: 1, state: 'closed' },
    });

  it('sends what comes together as one command', async () => {
    await writes.insert(tickets(1, 1, 1));
    expect(await Promise.all([close(0), close(1), close(2)])).toEqual([true, true, true]);
    expect(commands).toEqual(['insert', 'update']);
    expect(await model.countDocuments({ state: 'closed' })).toBe(3);
  });

  it('tells of each write of a group whether it took place', async () => {
    await writes.insert(tickets(1, 2, 1));
    expect(await Promise.all([close(0), close(1), close(2), close(9)])).toEqual([true, false, true, false]);
    expect((await model.findById('t1').lean())?.state).toBe('open');
  });

  it('tells of a write that is alone whether it took place', async () => {
    await writes.insert(tickets(1));
    expect(await close(0)).toBe(true);
    expect(await close(0)).toBe(false);
  });

  it('makes the document of an upsert', async () => {
    const upsert = (state: string) =>
      writes.update({
        filter: { _id: 'new' },
        update: { $set: { epoch: 1, state } },
        upsert: true,
        proof: { _id: 'new', state },
      });
    expect([await upsert('open'), await upsert('closed')]).toEqual([true, true]);
    expect(await model.findById('new').lean()).toEqual({ _id: 'new', epoch: 1, state: 'closed' });
  });

  it('refuses the documents of one caller and stores those of the others', async () => {
    await writes.insert(tickets(1));
    const [taken, free] = await Promise.allSettled([
      writes.insert(tickets(5)),
      writes.insert([{ _id: 'other', epoch: 1, state: 'open' }]),
    ]);
    expect(taken).toMatchObject({ status: 'rejected', reason: expect.any(Error) });
    expect(taken.status === 'rejected' && isDuplicateKey(taken.reason)).toBe(true);
    expect(free.status).toBe('fulfilled');
    expect(await model.countDocuments()).toBe(2);
  });

  it('fails nothing but the write that cannot be stored', async () => {
    await writes.insert(tickets(1, 1, 2));
    const outcomes = await Promise.allSettled([close(0), close(1, TOO_LARGE), close(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[0]).toMatchObject({ value: true });
    expect(outcomes[2]).toMatchObject({ value: false });
    expect((await model.find().sort({ _id: 1 }).lean()).map(({ state }) => state)).toEqual([
      'closed',
      'open',
      'open',
    ]);
  });

  it('leaves out fields without a value', async () => {
    await writes.insert([{ _id: 'bare', epoch: 1, state: 'open', note: undefined }]);
    expect(await model.findById('bare').lean()).toEqual({ _id: 'bare', epoch: 1, state: 'open' });
  });

  it('fails every write of a group with the store, as what it is', async () => {
    const gone = await createConnection(testMongoUrl('grouped-writes')).asPromise();
    const broken = new GroupedWrites(gone.model<Ticket>('Ticket', schema));
    await gone.getClient().close(true);
    const insert = (id: string) => broken.insert([{ _id: id, epoch: 1, state: 'open' }]);
    const outcomes = await Promise.allSettled([insert('a'), insert('b')]);
    const reasons = outcomes.map((one) => (one.status === 'rejected' ? one.reason : undefined));
    expect(reasons.map(isDatabaseAway)).toEqual([true, true]);
  });
});
