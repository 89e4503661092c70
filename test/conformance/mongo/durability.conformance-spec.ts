import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import type { Row } from './server-under-test';
import { refusal } from './server-under-test';
import { ServerProcesses } from './server-process';

describe('the embedded server as a process', () => {
  const processes = new ServerProcesses();
  const clients: mongo.MongoClient[] = [];
  afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));
  afterAll(() => processes.dispose());

  const data = (name: string): string => join(processes.directory, name);
  const rowsAt = async (url = ''): Promise<mongo.Collection<Row>> => {
    const client = await mongo.MongoClient.connect(url, { serverSelectionTimeoutMS: 5000 });
    clients.push(client);
    return client.db('test').collection<Row>('rows');
  };

  it('keeps every acknowledged write over kill -9 in the middle of writing', async () => {
    const args = ['--data', data('killed'), '--port', '0'];
    const first = await processes.start(...args);
    const rows = await rowsAt(first.outcome.url);
    await rows.createIndex({ key: 1 }, { unique: true });
    const inserted: number[] = [];
    const counted = new Map<string, number>();
    const writers = Array.from({ length: 8 }, async (_value, writer) => {
      for (let n = 0; ; n++) {
        const _id = n * 8 + writer;
        await rows.insertOne({ _id, key: `k${_id}` });
        inserted.push(_id);
        await rows.updateOne({ _id: `counter${writer}` }, { $inc: { n: 1 } as never }, { upsert: true });
        counted.set(`counter${writer}`, n + 1);
        if (inserted.length === 600) first.child.kill('SIGKILL');
      }
    });
    const outcomes = await Promise.allSettled(writers);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(inserted.length).toBeGreaterThanOrEqual(600);

    const second = await processes.start(...args);
    const after = await rowsAt(second.outcome.url);
    const found = new Set((await after.find({ key: { $exists: true } }).toArray()).map(({ _id }) => _id));
    expect(inserted.filter((id) => !found.has(id))).toEqual([]);
    for (const [counter, n] of counted) {
      expect((await after.findOne({ _id: counter }))?.n).toBeGreaterThanOrEqual(n);
    }
    expect((await refusal(after.insertOne({ _id: 'again', key: 'k0' }))).code).toBe(11000);
    await processes.end(second.child, 'SIGKILL');
  });

  it('ends on SIGTERM and SIGINT and goes on where it was', async () => {
    const args = ['--data', data('stopped'), '--port', '0'];
    const first = await processes.start(...args);
    const rows = await rowsAt(first.outcome.url);
    await rows.insertMany([
      { _id: 1, v: 'a' },
      { _id: 2, v: 'b' },
      { _id: 3, v: 'c' },
    ]);
    await rows.updateOne({ _id: 1 }, { $set: { v: 'changed' } });
    await rows.deleteOne({ _id: 2 });
    await rows.createIndex({ v: 1 });
    expect(await processes.end(first.child, 'SIGTERM')).toBe(0);
    const second = await processes.start(...args);
    const after = await rowsAt(second.outcome.url);
    expect(await after.find().toArray()).toEqual([
      { _id: 1, v: 'changed' },
      { _id: 3, v: 'c' },
    ]);
    expect((await after.listIndexes().toArray()).map(({ name }) => name as string)).toEqual(['_id_', 'v_1']);
    expect(await processes.end(second.child, 'SIGINT')).toBe(0);
  });

  it('refuses a data directory that another process uses', async () => {
    const first = await processes.start('--data', data('shared'), '--port', '0');
    const { outcome } = await processes.start('--data', data('shared'), '--port', '0');
    expect(outcome).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^embedded-mongo: .*in use by another process.*\n$/) as string,
    });
    await processes.end(first.child, 'SIGTERM');
  });

  it('refuses a port that is taken', async () => {
    const first = await processes.start('--data', data('one'), '--port', '0');
    const { port } = new URL(first.outcome.url ?? '');
    const { outcome } = await processes.start('--data', data('two'), '--port', port);
    expect(outcome).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^embedded-mongo: port \d+ .*is taken.*\n$/) as string,
    });
    await processes.end(first.child, 'SIGTERM');
  });

  it('refuses data that is damaged', async () => {
    mkdirSync(data('damaged'));
    writeFileSync(
      join(data('damaged'), 'embedded-mongo.sqlite'),
      'this is no database, and it is long enough to tell\n'.repeat(100),
    );
    const { outcome } = await processes.start('--data', data('damaged'), '--port', '0');
    expect(outcome).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^embedded-mongo: .*damaged.*\n$/) as string,
    });
  });

  it('refuses a data directory it cannot make', async () => {
    writeFileSync(data('file'), '');
    const { outcome } = await processes.start('--data', join(data('file'), 'inside'), '--port', '0');
    expect(outcome).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^embedded-mongo: the data directory .*\n$/) as string,
    });
  });

  it.each([[[]], [['--data', 'x']], [['--data', 'x', '--port', 'http']]])(
    'tells its usage when started with %j',
    async (args) => {
      const { outcome } = await processes.start(...args);
      expect(outcome).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining('usage: main.js --data DIR --port N') as string,
      });
    },
  );
});
