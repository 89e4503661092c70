import { ids, onEachServer, refusal } from './server-under-test';

const MANY = Array.from({ length: 350 }, (_value, _id) => ({ _id, half: _id % 2 }));

onEachServer('cursors', (server) => {
  it('give everything beyond the first batch of 101', async () => {
    const rows = await server.rows(...MANY);
    expect(await ids(rows.find().sort({ _id: 1 }))).toEqual(MANY.map(({ _id }) => _id));
    const aggregated = rows.aggregate([{ $match: { half: 1 } }, { $sort: { _id: -1 } }]);
    expect(await ids(aggregated)).toEqual(
      MANY.filter(({ half }) => half)
        .map(({ _id }) => _id)
        .toReversed(),
    );
  });

  it.each([1, 2, 100, 349, 350, 1000])('give everything in batches of %i', async (batchSize) => {
    const rows = await server.rows(...MANY);
    expect(await rows.find({}, { batchSize }).toArray()).toHaveLength(350);
    expect(await rows.aggregate([], { batchSize }).toArray()).toHaveLength(350);
  });

  it('hold their batches to the size asked for', async () => {
    const rows = await server.rows(...MANY);
    const reply = await server.db.command(
      { find: rows.collectionName, batchSize: 3 },
      { promoteLongs: false },
    );
    const { cursor } = reply as { cursor: { id: unknown; firstBatch: unknown[]; ns: string } };
    expect(cursor.firstBatch).toHaveLength(3);
    expect(cursor.ns).toBe(rows.namespace);
    const more = await server.db.command({
      getMore: cursor.id,
      collection: rows.collectionName,
      batchSize: 5,
    });
    expect((more as { cursor: { nextBatch: unknown[] } }).cursor.nextBatch).toHaveLength(5);
    await server.db.command({ killCursors: rows.collectionName, cursors: [cursor.id] });
    const refused = await refusal(server.db.command({ getMore: cursor.id, collection: rows.collectionName }));
    expect(refused.code).toBe(43);
  });

  it('honour limit and a single batch', async () => {
    const rows = await server.rows(...MANY);
    expect(await rows.find().limit(120).toArray()).toHaveLength(120);
    expect(await rows.find().limit(120).batchSize(50).toArray()).toHaveLength(120);
    expect(await rows.find().limit(-5).toArray()).toHaveLength(5);
  });

  it('can be left early', async () => {
    const rows = await server.rows(...MANY);
    const seen: unknown[] = [];
    for await (const { _id } of rows.find({}, { batchSize: 10 })) {
      seen.push(_id);
      if (seen.length === 15) break;
    }
    expect(seen).toHaveLength(15);
  });

  it('carry large documents over several replies', async () => {
    const blob = 'x'.repeat(1024 * 1024);
    const rows = await server.rows();
    for (let _id = 0; _id < 20; _id++) await rows.insertOne({ _id, blob });
    let bytes = 0;
    for await (const doc of rows.find()) bytes += (doc.blob as string).length;
    expect(bytes).toBe(20 * blob.length);
  });

  it('refuse a document of more than 16 MB', async () => {
    const rows = await server.rows();
    await expect(rows.insertOne({ _id: 1, blob: 'x'.repeat(17 * 1024 * 1024) })).rejects.toThrow();
    expect(await rows.countDocuments()).toBe(0);
  });
});
