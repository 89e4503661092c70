import { mongo } from 'mongoose';
import { ids, onEachServer } from './server-under-test';

const { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } = mongo;

onEachServer('order', (server) => {
  it('sorts across types as MongoDB does, both ways', async () => {
    const inOrder = [
      new MinKey(),
      null,
      -1.5,
      Long.fromNumber(2),
      Decimal128.fromString('2.5'),
      3,
      'A',
      'a',
      { a: 1 },
      { a: 2 },
      new Binary(Buffer.from('x')),
      new ObjectId('65f000000000000000000001'),
      false,
      true,
      new Date(0),
      new Timestamp({ t: 1, i: 1 }),
      /x/,
      new MaxKey(),
    ];
    const order = inOrder.map((_value, index) => index);
    const rows = await server.rows(...inOrder.map((v, _id) => ({ _id, v })).toReversed());
    expect(await ids(rows.find().sort({ v: 1 }))).toEqual(order);
    expect(await ids(rows.find().sort({ v: -1 }))).toEqual(order.toReversed());
    await rows.createIndex({ v: 1 });
    expect(await ids(rows.find().sort({ v: -1 }))).toEqual(order.toReversed());
  });

  it('sorts by several fields in their own directions', async () => {
    const rows = await server.rows({ _id: 1, a: 1, b: 1 }, { _id: 2, a: 1, b: 2 }, { _id: 3, a: 2, b: 1 });
    expect(await ids(rows.find().sort({ a: 1, b: -1 }))).toEqual([2, 1, 3]);
    await rows.createIndex({ a: 1, b: -1 });
    expect(await ids(rows.find().sort({ a: 1, b: -1 }))).toEqual([2, 1, 3]);
    expect(await ids(rows.find().sort({ a: -1, b: 1 }))).toEqual([3, 1, 2]);
    expect(await ids(rows.find({ a: 1 }).sort({ b: 1 }))).toEqual([1, 2]);
  });

  it('sorts an array by its least element going up and its greatest going down', async () => {
    const rows = await server.rows({ _id: 1, a: [5, 1] }, { _id: 2, a: [3] }, { _id: 3, a: [] }, { _id: 4 });
    expect(await ids(rows.find().sort({ a: 1 }))).toEqual([3, 4, 1, 2]);
    expect(await ids(rows.find().sort({ a: -1 }))).toEqual(
      server.differs('array-order') ? [1, 2, 3, 4] : [1, 2, 4, 3],
    );
  });

  it('sorts texts by their bytes in UTF-8', async () => {
    const texts = ['', 'Z', 'a', 'ab', 'b', 'é', '\ue000', '\uffee', '😀'];
    const rows = await server.rows(...texts.map((t, _id) => ({ _id, t })).toReversed());
    expect(await ids(rows.find().sort({ t: 1 }))).toEqual(texts.map((_text, index) => index));
  });

  it('sorts by a nested path and treats what is missing as null', async () => {
    const rows = await server.rows({ _id: 1, a: { b: 2 } }, { _id: 2 }, { _id: 3, a: { b: 1 } });
    expect(await ids(rows.find().sort({ 'a.b': 1 }))).toEqual([2, 3, 1]);
  });

  it('skips, then limits, after sorting', async () => {
    const rows = await server.rows(...[3, 1, 2, 5, 4].map((_id) => ({ _id })));
    expect(await ids(rows.find().sort({ _id: -1 }).skip(1).limit(2))).toEqual([4, 3]);
  });

  it('pages by a cursor on _id within a tenant', async () => {
    const rows = await server.rows(
      ...Array.from({ length: 30 }, (_value, index) => ({
        _id: `r${String(index).padStart(2, '0')}`,
        tenantId: index % 3,
      })),
    );
    await rows.createIndex({ tenantId: 1, _id: -1 });
    const seen: unknown[] = [];
    for (let before = '~'; ;) {
      const page = await ids(
        rows
          .find({ tenantId: 1, _id: { $lt: before } })
          .sort({ _id: -1 })
          .limit(4),
      );
      if (page.length === 0) break;
      seen.push(...page);
      before = String(page.at(-1));
    }
    expect(seen).toEqual(['r28', 'r25', 'r22', 'r19', 'r16', 'r13', 'r10', 'r07', 'r04', 'r01']);
  });

  it('gives documents back as they were written', async () => {
    const doc = {
      _id: 'x',
      date: new Date('2026-02-03T04:05:06.789Z'),
      before1970: new Date(-123_456_789),
      id: new ObjectId('65f000000000000000000001'),
      text: 'naïve 😀 \u0000 end',
      int: 42,
      double: 0.1,
      negativeZero: -0,
      big: 1e300,
      nothing: null,
      list: [1, [2, { three: null }], 'four'],
      nested: { 'dotted.key': 1, empty: {}, none: [] },
      yes: true,
    };
    const rows = await server.rows(doc);
    const back = await rows.findOne({ _id: 'x' });
    expect(back).toEqual(doc);
    expect(Object.keys(back ?? {})).toEqual(Object.keys(doc));
  });

  it('keeps the type of longs, decimals and bytes', async () => {
    const rows = await server.rows({
      _id: 1,
      long: Long.fromString('9007199254740993'),
      small: Long.fromNumber(7),
      decimal: Decimal128.fromString('12.50'),
      bytes: new Binary(Buffer.from([0, 255])),
    });
    const back = await rows.findOne({ _id: 1 }, { promoteLongs: false });
    expect(String(back?.long)).toBe('9007199254740993');
    expect(back?.small).toBeInstanceOf(Long);
    expect(String(back?.decimal)).toBe('12.50');
    expect((back?.bytes as mongo.Binary).toString('hex')).toBe('00ff');
    expect(await rows.countDocuments({ small: { $type: 'long' }, decimal: { $type: 'decimal' } })).toBe(1);
  });
});
