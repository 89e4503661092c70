import { getConnectionToken } from '@nestjs/mongoose';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { newId } from '@app/kernel';
import { AppConfig, CircuitRegistry, MetricsRegistry, PlatformModule } from '@app/platform';
import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { PATIENT_WITH_STORES, testMongoUrl } from '../../../test/support/stores';
import { TcpProxy } from '../../../test/support/tcp-proxy';
import { until } from '../../../test/support/until';
import { DatabaseHealth } from './database-health.service';
import { DatabasePool } from './database-pool';
import { DatabaseModule } from './database.module';
import { GroupedWrites } from './grouped-writes';

interface Thing {
  readonly _id: string;
  readonly n: number;
}

const REAL = testMongoUrl('database-pool');

describe('the connection pool', () => {
  let proxy: TcpProxy;
  let module: TestingModule;
  let connection: Connection;

  async function connect(env: Record<string, string> = {}): Promise<void> {
    proxy = new TcpProxy(new URL(REAL));
    await proxy.open();
    const config = AppConfig.fromEnvironment({
      LOG_LEVEL: 'silent',
      REDIS_URL: 'redis://127.0.0.1:1',
      ...PATIENT_WITH_STORES,
      MONGODB_URL: proxy.url,
      ...env,
    });
    const imports = [PlatformModule.forRoot({ service: 'test', config }), DatabaseModule];
    module = await Test.createTestingModule({ imports }).compile();
    await module.init();
    connection = module.get<Connection>(getConnectionToken());
  }
  afterEach(async () => {
    await module.close();
    await proxy.shut();
  });

  const pings = (count: number) =>
    Array.from({ length: count }, () => module.get(DatabaseHealth, { strict: false }).ping());
  const use = () => module.get(DatabasePool, { strict: false }).use;
  const exposed = () => module.get(MetricsRegistry).expose();
  const tooLate = async () =>
    Number(/_check_out_seconds_count\{outcome="timeout"\} (\d+)$/m.exec(await exposed())?.[1] ?? 0);

  it('holds no more connections than its limit, counts who waits, and shows both', async () => {
    await connect({ MONGODB_POOL_SIZE: '2' });
    const all = pings(30);
    await until(() => use().waiting > 0);
    await Promise.all(all);
    expect(use()).toEqual({ size: 2, inUse: 0, waiting: 0, limit: 2 });
    const text = await exposed();
    expect(text).toMatch(/^infra_mind_mongodb_connections\{state="open"\} 2$/m);
    expect(text).toMatch(/^infra_mind_mongodb_connections\{state="limit"\} 2$/m);
    expect(text).toMatch(/^infra_mind_mongodb_check_out_seconds_count\{outcome="ok"\} 3\d$/m);
    expect(text).toMatch(/^infra_mind_mongodb_connections_created_total 2$/m);
  });

  it('keeps as many connections ready as it was told', async () => {
    await connect({ MONGODB_POOL_SIZE: '5', MONGODB_POOL_MIN: '3' });
    await until(() => use().size >= 3);
    expect(use().inUse).toBe(0);
  });

  it('lets nobody wait for a connection longer than it was told', async () => {
    // The start waits no longer either, and opens the connection in that time, on a slow machine too.
    await connect({ MONGODB_POOL_SIZE: '1', MONGODB_POOL_WAIT_MS: '1500' });
    await Promise.all(pings(1));
    const before = await tooLate();
    proxy.freeze();
    const rows = connection.collection('rows');
    const holding = rows.findOne({}).catch(() => 'gave up');
    await until(() => use().inUse === 1);
    await expect(rows.findOne({})).rejects.toMatchObject({ name: 'MongoWaitQueueTimeoutError' });
    proxy.thaw();
    expect(await holding).not.toBe('gave up');
    expect(await tooLate()).toBe(before + 1);
  });

  it('gives every search of a model a time limit that the server keeps too', async () => {
    await connect({ MONGODB_TIMEOUT_MS: '7000' });
    const limits: unknown[] = [];
    connection.getClient().on('commandStarted', ({ command }) => limits.push(command.maxTimeMS));
    const model = connection.model(
      'Thing',
      new Schema({ n: Number }, { autoCreate: false, autoIndex: false }),
    );
    await model.find({ n: 1 }).lean();
    await model.findOneAndUpdate({ n: 1 }, { n: 2 });
    await model.aggregate([{ $match: { n: 1 } }]);
    expect(limits).toEqual([7_000, 7_000, 7_000]);
  });

  it('gives the writes that go out in groups the same limit', async () => {
    await connect({ MONGODB_TIMEOUT_MS: '7000' });
    const limits: unknown[] = [];
    connection
      .getClient()
      .on('commandStarted', ({ command, commandName }) => limits.push([commandName, command.maxTimeMS]));
    const schema = new Schema<Thing>({ _id: String, n: Number }, { autoCreate: false, autoIndex: false });
    const writes = new GroupedWrites(connection.model<Thing>('GroupedThing', schema));
    const id = newId();
    await writes.insert([{ _id: id, n: 1 }]);
    const add = (_id: string) =>
      writes.update({ filter: { _id }, update: { $set: { n: 2 } }, proof: { _id, n: 2 } });
    expect(await Promise.all([add(id), add('nobody')])).toEqual([true, false]);
    expect(limits).toEqual([
      ['insert', 7_000],
      ['update', 7_000],
      ['find', 7_000],
      ['find', 7_000],
    ]);
  });

  it('knows that the database went away and came back, and refuses at once in between', async () => {
    await connect();
    const report = () => module.get(CircuitRegistry).reports()[0];
    expect(report()).toMatchObject({ name: 'mongodb', state: 'closed', opened: 0, lastFailure: null });
    await proxy.shut();
    await until(() => report()?.state !== 'closed');
    expect(report()).toMatchObject({ opened: 1 });
    await expect(pings(1)[0]).rejects.toMatchObject({ code: 'database.unavailable' });
    await until(() => report()?.lastFailure === 'MongoNetworkError');
    await proxy.open();
    await until(() => report()?.state === 'closed');
    await Promise.all(pings(1));
    expect(report()).toMatchObject({ opened: 1 });
    expect(await exposed()).toMatch(/^infra_mind_circuit_state\{circuit="mongodb"\} 0$/m);
  });
});
