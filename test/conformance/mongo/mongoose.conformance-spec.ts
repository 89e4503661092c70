import { createConnection, Schema } from 'mongoose';
import type { Connection, InferSchemaType, Model, mongo } from 'mongoose';
import { onEachServer, refusal } from './server-under-test';

const runSchema = new Schema(
  {
    _id: { type: String },
    tenantId: { type: String, required: true },
    state: { type: String, enum: ['queued', 'running', 'completed'], default: 'queued' },
    epoch: { type: Number, default: 0 },
    log: [{ _id: false, at: Date, text: String }],
    inputs: { type: Map, of: Number },
    cost: Schema.Types.Mixed,
    expiresAt: Date,
  },
  { timestamps: true, minimize: false },
);
runSchema.index({ tenantId: 1, _id: -1 });
runSchema.index({ state: 1 }, { partialFilterExpression: { state: { $in: ['queued', 'running'] } } });
runSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

type Run = InferSchemaType<typeof runSchema> & { createdAt: Date; updatedAt: Date };

onEachServer('mongoose', (server) => {
  let connection: Connection;
  let runs: Model<Run>;

  beforeAll(async () => {
    connection = await createConnection(server.url, {
      dbName: server.db.databaseName,
      autoIndex: false,
    }).asPromise();
    runs = connection.model<Run>('Run', runSchema as unknown as Schema<Run>);
    await runs.createCollection();
    for (const [fields, options] of runSchema.indexes())
      await runs.collection.createIndex(fields as never, options as mongo.CreateIndexesOptions);
  });

  afterAll(() => connection.close());
  beforeEach(() => runs.deleteMany({}));

  it('makes the indexes its schema declares', async () => {
    const names = (await runs.listIndexes()).map(({ name }: { name?: string }) => name);
    expect(names).toEqual(['_id_', 'tenantId_1__id_-1', 'state_1', 'expiresAt_1']);
  });

  it('keeps timestamps, defaults and maps', async () => {
    const made = await runs.create({ _id: 'r1', tenantId: 't', inputs: new Map([['tokens', 5]]) });
    const lean = await runs.findById('r1').lean();
    expect(lean).toMatchObject({
      _id: 'r1',
      state: 'queued',
      epoch: 0,
      log: [],
      inputs: { tokens: 5 },
      __v: 0,
    });
    expect(lean?.createdAt).toEqual(made.createdAt);
    await runs.updateOne({ _id: 'r1' }, { state: 'running' });
    const after = await runs.findById('r1').lean();
    expect(after?.createdAt).toEqual(made.createdAt);
    expect(after?.updatedAt.getTime()).toBeGreaterThanOrEqual(made.updatedAt.getTime());
  });

  it('validates before it writes', async () => {
    await expect(runs.create({ _id: 'r1', state: 'queued' } as never)).rejects.toThrow(/tenantId.*required/);
    await expect(runs.create({ _id: 'r1', tenantId: 't', state: 'lost' as never })).rejects.toThrow(/enum/);
    expect(await runs.countDocuments()).toBe(0);
  });

  it('claims by a conditional update and pushes to a log of bounded length', async () => {
    await runs.create({ _id: 'r1', tenantId: 't' });
    const claim = () =>
      runs
        .findOneAndUpdate(
          { _id: 'r1', state: { $in: ['queued'] } },
          {
            $set: { state: 'running' },
            $inc: { epoch: 1 },
            $push: { log: { $each: [{ at: new Date(0), text: 'claimed' }], $slice: -10 } },
          },
          { returnDocument: 'after' },
        )
        .lean();
    const claims = await Promise.all([claim(), claim(), claim()]);
    expect(claims.filter((run) => run !== null)).toMatchObject([
      { epoch: 1, log: [{ at: new Date(0), text: 'claimed' }] },
    ]);
  });

  it('tells a duplicate key by its code', async () => {
    await runs.create({ _id: 'r1', tenantId: 't' });
    expect((await refusal(runs.create({ _id: 'r1', tenantId: 't' }))).code).toBe(11000);
  });

  it('saves a changed document and notices that another changed it first', async () => {
    await runs.create({ _id: 'r1', tenantId: 't', log: [{ text: 'a' }, { text: 'b' }] });
    const [mine, theirs] = [await runs.findById('r1').orFail(), await runs.findById('r1').orFail()];
    theirs.log.splice(0, 1);
    await theirs.save();
    mine.set('log.1.text', 'changed');
    await expect(mine.save()).rejects.toThrow(/version|matching document/i);
  });

  it('writes in bulk, with casting and timestamps', async () => {
    const done = await runs.bulkWrite([
      {
        updateOne: {
          filter: { _id: 'r1' },
          update: { $setOnInsert: { tenantId: 't', epoch: '3' } },
          upsert: true,
        },
      },
      { insertOne: { document: { _id: 'r2', tenantId: 't' } as Run } },
    ]);
    expect([done.upsertedCount, done.insertedCount]).toEqual([1, 1]);
    expect(await runs.findById('r1').lean()).toMatchObject({ epoch: 3, createdAt: expect.any(Date) as Date });
  });

  it('pages, counts, aggregates and streams', async () => {
    await runs.insertMany(
      Array.from({ length: 120 }, (_value, n) => ({
        _id: `r${String(n).padStart(3, '0')}`,
        tenantId: `t${n % 2}`,
        epoch: n,
      })),
    );
    const page = await runs
      .find({ tenantId: 't1', _id: { $lt: 'r100' } })
      .sort({ _id: -1 })
      .limit(2)
      .select('epoch')
      .lean();
    expect(page).toEqual([
      { _id: 'r099', epoch: 99 },
      { _id: 'r097', epoch: 97 },
    ]);
    expect(await runs.countDocuments({ tenantId: 't0' })).toBe(60);
    expect(await runs.exists({ epoch: 119 })).toEqual({ _id: 'r119' });
    const grouped = await runs.aggregate([
      { $group: { _id: '$tenantId', top: { $max: '$epoch' } } },
      { $sort: { _id: 1 } },
    ]);
    expect(grouped).toEqual([
      { _id: 't0', top: 118 },
      { _id: 't1', top: 119 },
    ]);
    let streamed = 0;
    for await (const run of runs.find().lean().cursor({ batchSize: 25 })) streamed += run._id ? 1 : 0;
    expect(streamed).toBe(120);
  });
});
