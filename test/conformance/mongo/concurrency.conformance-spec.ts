import { onEachServer } from './server-under-test';

const hundred = Array.from({ length: 100 }, (_value, index) => index);

onEachServer('concurrency', (server) => {
  it('gives a run to one of a hundred claimers', async () => {
    const rows = await server.rows({ _id: 'run', state: 'queued', epoch: 0 });
    const claims = await Promise.all(
      hundred.map((worker) =>
        rows.findOneAndUpdate(
          { _id: 'run', state: { $in: ['queued', 'retrying'] } },
          { $set: { state: 'running', worker }, $inc: { epoch: 1 } as never },
          { returnDocument: 'after' },
        ),
      ),
    );
    const won = claims.filter((claim) => claim !== null);
    expect(won).toHaveLength(1);
    expect(await rows.findOne()).toEqual(won[0]);
    expect(won[0]?.epoch).toBe(1);
  });

  it('gives a hundred jobs to a hundred claimers, each once', async () => {
    const rows = await server.rows(...hundred.map((_id) => ({ _id, state: 'queued' })));
    await rows.createIndex({ state: 1 });
    const claims = await Promise.all(
      hundred.map((worker) =>
        rows.findOneAndUpdate({ state: 'queued' }, { $set: { state: 'running', worker } }),
      ),
    );
    const claimed = claims.filter((claim) => claim !== null).map(({ _id }) => _id);
    expect(new Set(claimed).size).toBe(claimed.length);
    expect(await rows.countDocuments({ state: 'running' })).toBe(claimed.length);
  });

  it('lets one of a hundred identical inserts through', async () => {
    const rows = await server.rows();
    await rows.createIndex({ key: 1 }, { unique: true });
    const outcomes = await Promise.allSettled(hundred.map((_id) => rows.insertOne({ _id, key: 'same' })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await rows.countDocuments()).toBe(1);
  });

  it('makes one document of a hundred upserts of one _id', async () => {
    const rows = await server.rows();
    const upserts = hundred.map(() =>
      rows
        .updateOne({ _id: 'counter' }, { $inc: { n: 1 } as never }, { upsert: true })
        .catch((error: unknown) => error),
    );
    const outcomes = await Promise.all(upserts);
    // MongoDB may refuse a losing upsert with E11000; what it did not refuse it counted.
    const counted = outcomes.filter((outcome) => !(outcome instanceof Error)).length;
    expect(await rows.findOne()).toEqual({ _id: 'counter', n: counted });
  });

  it('counts every one of parallel increments', async () => {
    const rows = await server.rows({ _id: 1, n: 0 });
    await Promise.all(hundred.map(() => rows.updateOne({ _id: 1 }, { $inc: { n: 1 } as never })));
    expect((await rows.findOne())?.n).toBe(100);
  });

  it('refuses the write of a worker whose epoch is over', async () => {
    const rows = await server.rows({ _id: 'run', epoch: 1 });
    await rows.updateOne({ _id: 'run', epoch: 1 }, { $inc: { epoch: 1 } as never });
    const late = await rows.updateOne({ _id: 'run', epoch: 1 }, { $set: { result: 'stale' } });
    expect([late.matchedCount, late.modifiedCount]).toEqual([0, 0]);
  });

  it('shows a cursor a document it has already read no more than once while others write', async () => {
    const rows = await server.rows(...Array.from({ length: 300 }, (_value, _id) => ({ _id, n: 0 })));
    const seen: unknown[] = [];
    for await (const { _id } of rows.find({}, { batchSize: 50 }).sort({ _id: 1 })) {
      seen.push(_id);
      if (seen.length % 50 === 1) await rows.updateMany({}, { $inc: { n: 1 } as never });
    }
    expect(seen).toHaveLength(300);
    expect(new Set(seen).size).toBe(300);
  });
});
