import { ProductProcess } from '../support/product-process';
import { PATIENT_WITH_STORES, testMongoUrl, testRedisUrl } from '../support/stores';
import { TcpProxy } from '../support/tcp-proxy';
import { until } from '../support/until';

const NAME = 'e2e-start-without-stores';
const READY = { api: 'The API listens at', worker: 'worker is ready' } as const;

/** A door to a store, with an address, that is shut. */
async function aShutDoor(url: string): Promise<TcpProxy> {
  const door = new TcpProxy(new URL(url));
  await door.open();
  await door.shut();
  return door;
}

describe.each(['api', 'worker'] as const)('the %s that starts while a store is away', (name) => {
  const doors: TcpProxy[] = [];
  const processes: ProductProcess[] = [];

  const start = async (env: Readonly<Record<string, string>>, ready: string = READY[name]) => {
    const started = await ProductProcess.start(
      name,
      {
        MONGODB_URL: testMongoUrl(NAME),
        REDIS_URL: testRedisUrl(),
        REDIS_PREFIX: NAME,
        ...PATIENT_WITH_STORES,
        API_PORT: '0',
        WORKER_PORT: '0',
        ...env,
      },
      ready,
    );
    processes.push(started);
    return started;
  };
  const door = async (url: string) => {
    const shut = await aShutDoor(url);
    doors.push(shut);
    return shut;
  };
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.kill()));
    await Promise.all(doors.map((one) => one.shut()));
  });

  it('says that it waits for the database, where, and starts when that is there', async () => {
    const database = await door(testMongoUrl(NAME));
    const env = { MONGODB_URL: database.url, MONGODB_TIMEOUT_MS: '5000' };
    const waiting = await start(env, `Waiting for the database at ${new URL(database.url).host}`);
    await database.open();
    await until(() => waiting.log.some((line) => line.includes(READY[name])));
    await waiting.terminate();
    expect(waiting.endedBy).toBe(0);
  });

  it('gives up on a database that does not come, with a message and a code of its own', async () => {
    const database = await door(testMongoUrl(NAME));
    const { host } = new URL(database.url);
    const start69 = start({
      MONGODB_URL: database.url.replace('//', '//user:secret@'),
      MONGODB_TIMEOUT_MS: '100',
    });
    await expect(start69).rejects.toThrow(
      new RegExp(
        `ended with 69:[^]*The ${name === 'api' ? 'API' : 'worker'} could not start: The database at ${host} `,
      ),
    );
    await expect(start69).rejects.not.toThrow('secret');
  });

  it('starts without Redis, which is only not ready, and is ready when Redis is there', async () => {
    const redis = await door(testRedisUrl());
    const started = await start({ REDIS_URL: redis.url, REDIS_TIMEOUT_MS: '500' });
    const status = async (path: string) => (await fetch(`${started.url}${path}`)).status;
    expect([await status('/health'), await status('/ready')]).toEqual([200, 503]);
    await redis.open();
    await until(async () => (await status('/ready')) === 200);
    await started.terminate();
    expect(started.endedBy).toBe(0);
  });
});
