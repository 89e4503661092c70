import { readStackEnvironment, type StackEnvironment } from '@app/platform';
import { Redis } from 'ioredis';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFakePrograms } from '../../../test/support/fake-programs';
import { until } from '../../../test/support/until';
import { runningStack } from './instance-lock';
import type { LocalStack } from './local-stack';
import { identify } from './process-identity';
import type { LocalStackOptions } from './start-local-stack';
import { startLocalStack } from './start-local-stack';

let directory: string;
let stacks: LocalStack[];
let clients: Redis[];
const said: string[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'infra-mind-stack-'));
  stacks = [];
  clients = [];
  said.length = 0;
});
afterEach(async () => {
  for (const client of clients) client.disconnect();
  for (const stack of stacks) await stack.stop();
  rmSync(directory, { recursive: true, force: true });
});

function anEnvironment(parts: Partial<StackEnvironment> = {}): StackEnvironment {
  return {
    mongodbUrl: undefined,
    redisUrl: undefined,
    apiHost: '127.0.0.1',
    apiPort: 0,
    workerPort: 0,
    dataDir: join(directory, 'data'),
    production: false,
    inherited: { PATH: readStackEnvironment().inherited.PATH },
    ...parts,
  };
}

async function start(parts: Partial<LocalStackOptions> = {}): Promise<LocalStack> {
  const stack = await startLocalStack({
    environment: anEnvironment(),
    listener: { step: (text) => said.push(text) },
    ...parts,
    programs: parts.programs ?? writeFakePrograms(join(directory, 'programs')),
    timing: { restartDelayMs: 1, ...parts.timing },
  });
  stacks.push(stack);
  return stack;
}

/** A client that waits for a server that is away for a moment. */
function redisAt({ urls }: LocalStack): Redis {
  const client = new Redis(urls.redis, { retryStrategy: () => 10, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

function journal(): string[] {
  return readFileSync(join(directory, 'programs', 'journal'), 'utf8')
    .trim()
    .split('\n')
    .filter(Boolean);
}

/** The processes that the fake programs reported, and whether any still runs. */
function survivors(): string[] {
  return journal().filter((line) => identify(Number(line.split(' ')[2])) !== undefined);
}

describe('startLocalStack', () => {
  it('starts everything, serves, and stops the services before their stores', async () => {
    const stack = await start();
    expect(await fetch(`${stack.apiUrl}/ready`)).toMatchObject({ status: 200 });
    expect(stack.processes.map(({ name, pid }) => [name, typeof pid])).toEqual(
      expect.arrayContaining([
        ['redis', 'number'],
        ['database', 'number'],
        ['worker', 'number'],
        ['api', 'number'],
      ]),
    );
    const pids = stack.processes.map(({ pid }) => pid ?? 0);
    await stack.stop();
    const stops = journal().filter((line) => line.includes('stopped'));
    expect(stops.map((line) => line.split(' ')[0])).toEqual(['api', 'worker', 'database']);
    expect(pids.filter((pid) => identify(pid) !== undefined)).toEqual([]);
    expect(runningStack(join(directory, 'data'))).toBeNull();
  });

  it('gives Redis the settings that durability and the queue need, and keeps its data', async () => {
    const first = await start();
    const client = redisAt(first);
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    expect(await client.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always']);
    expect(await client.config('GET', 'bind')).toEqual(['bind', '127.0.0.1']);
    await client.set('kept', 'yes');
    await first.stop();

    const second = await start();
    expect(await redisAt(second).get('kept')).toBe('yes');
  });

  it('refuses a second start on the same data and leaves the first alone', async () => {
    const stack = await start();
    await expect(start()).rejects.toMatchObject({
      code: 'stack.already-running',
      message: expect.stringContaining(`Process ${process.pid} already runs`),
    });
    expect(await fetch(`${stack.apiUrl}/ready`)).toMatchObject({ status: 200 });
  });

  it('uses stores that are given and starts none', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const given = { redisUrl: `redis://127.0.0.1:${port}`, mongodbUrl: `mongodb://127.0.0.1:${port}/x` };
    const stack = await start({ environment: anEnvironment(given) });
    expect(stack.processes.map(({ name }) => name).sort()).toEqual(['api', 'worker']);
    expect(stack.urls).toMatchObject({ redis: given.redisUrl, mongodb: given.mongodbUrl });
    other.close();
  });

  it('says at once that a given store is away, without the password in its address', async () => {
    const environment = anEnvironment({ redisUrl: 'redis://:secret@127.0.0.1:1' });
    const refused = start({ environment });
    await expect(refused).rejects.toMatchObject({
      code: 'stack.store-away',
      message: expect.stringMatching(/127\.0\.0\.1:1, where REDIS_URL points/),
    });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  it('shows the last words of a program that dies during the start, and leaves nothing running', async () => {
    const programs = writeFakePrograms(join(directory, 'programs'), { worker: 'dies' });
    await expect(start({ programs })).rejects.toMatchObject({
      code: 'stack.child-died',
      message: expect.stringMatching(
        /worker process did not start: it exited with code 1.*the data is unreadable/s,
      ),
    });
    expect(survivors()).toEqual([]);
    expect(runningStack(join(directory, 'data'))).toBeNull();
  });

  it('says what to do when the files of Redis are damaged', async () => {
    mkdirSync(join(directory, 'data', 'redis', 'appendonlydir'), { recursive: true });
    writeFileSync(
      join(directory, 'data', 'redis', 'appendonlydir', 'appendonly.aof.manifest'),
      'file appendonly.aof.1.incr.aof seq 1 type i\n',
    );
    writeFileSync(
      join(directory, 'data', 'redis', 'appendonlydir', 'appendonly.aof.1.incr.aof'),
      'garbage\r\n',
    );
    await expect(start()).rejects.toMatchObject({
      code: 'stack.child-died',
      message: expect.stringMatching(/Bad file format.*Move .*redis away/s),
    });
    expect(survivors()).toEqual([]);
  });

  it('gives up on a program that never becomes ready, and leaves nothing running', async () => {
    const programs = writeFakePrograms(join(directory, 'programs'), { api: 'hangs' });
    await expect(start({ programs, timing: { serviceReadyMs: 400 } })).rejects.toMatchObject({
      code: 'stack.not-ready-in-time',
      message: expect.stringContaining('/ready does not answer'),
    });
    expect(survivors()).toEqual([]);
  });

  it('ends a program that ignores the request to stop', async () => {
    const programs = writeFakePrograms(join(directory, 'programs'), { database: 'stubborn' });
    const stack = await start({ programs, timing: { stopGraceMs: 100 } });
    await stack.stop();
    expect(survivors()).toEqual([]);
  });

  it('starts a program again that dies later, and says so', async () => {
    const stack = await start();
    const worker = stack.processes.find(({ name }) => name === 'worker')?.pid ?? 0;
    process.kill(worker, 'SIGKILL');
    await until(() => said.includes('The worker process runs again.'));
    expect(said).toContainEqual(expect.stringContaining('The worker process was ended by SIGKILL'));
    expect(await fetch(`${stack.urls.worker}/ready`)).toMatchObject({ status: 200 });
  });

  it('brings Redis back on the same port with its data', async () => {
    const stack = await start();
    const client = redisAt(stack);
    await client.set('acknowledged', 'yes');
    const info = await client.info('server');
    process.kill(Number(/process_id:(\d+)/.exec(info)?.[1]), 'SIGKILL');
    await until(() => said.includes('The Redis process runs again.'));
    expect(await client.get('acknowledged')).toBe('yes');
  });

  it('reports a program that keeps dying instead of restarting it for ever', async () => {
    const stack = await start({ timing: { restartLimit: 1 } });
    const programs = join(directory, 'programs');
    writeFileSync(join(programs, 'worker.js'), 'process.exit(3)');
    process.kill(stack.processes.find(({ name }) => name === 'worker')?.pid ?? 0, 'SIGKILL');
    await expect(stack.broken).resolves.toMatchObject({ code: 'stack.keeps-dying' });
  });

  it('refuses a port that is taken, naming the variable, before it starts anything', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(start({ environment: anEnvironment({ apiPort: port }) })).rejects.toMatchObject({
      code: 'stack.port-taken',
      message: expect.stringContaining(`API_PORT=${port + 10} npm start`),
    });
    expect(journal()).toEqual([]);
    other.close();
  });

  it('names every setting that no service would take before it starts a store', async () => {
    const wrong = { RUN_QUORUM: 'many', REDIS_URL: 'http://here', API_PORT: 'x', STORAGE_URL: 's3://files' };
    const inherited = { ...anEnvironment().inherited, ...wrong };
    const message = expect.stringMatching(
      /4 problem.*REDIS_URL is set but.*RUN_QUORUM is set but.*S3_ACCESS_KEY_ID is not set.*S3_SECRET_ACCESS_KEY is not/s,
    ) as string;
    const refused = start({ environment: anEnvironment({ inherited }) });
    await expect(refused).rejects.toMatchObject({ code: 'config.invalid', message });
    expect([journal(), said, existsSync(join(directory, 'data'))]).toEqual([[], [], false]);
  });

  it('refuses to run its own stores in production', async () => {
    const environment = anEnvironment({ production: true, redisUrl: 'redis://db.example:1' });
    await expect(start({ environment })).rejects.toMatchObject({
      code: 'stack.production-needs-stores',
      message: expect.stringContaining('MONGODB_URL is not set'),
    });
  });

  it('says that the product must be built first', async () => {
    const programs = { database: '/nowhere/main.js', api: '/nowhere/api.js', worker: '/nowhere/worker.js' };
    await expect(start({ programs })).rejects.toMatchObject({
      code: 'stack.not-built',
      message: expect.stringContaining('npm run build'),
    });
  });

  it('refuses a data directory that is a file', async () => {
    writeFileSync(join(directory, 'data'), 'not a directory');
    await expect(start()).rejects.toMatchObject({ code: 'stack.data-unusable' });
  });

  it('ends everything at once when it is told to', async () => {
    const stack = await start();
    const pids = stack.processes.map(({ pid }) => pid ?? 0);
    stack.kill();
    await until(() => pids.every((pid) => identify(pid) === undefined));
    expect(runningStack(join(directory, 'data'))).toBeNull();
    expect(journal().filter((line) => line.includes('stopped'))).toEqual([]);
  });

  it('takes up the data of a stack that was killed', async () => {
    const record = {
      holder: { pid: 2 ** 30, began: null },
      purpose: 'service',
      apiUrl: 'http://x',
      children: [],
    };
    mkdirSync(join(directory, 'data'));
    writeFileSync(join(directory, 'data', 'stack.lock'), JSON.stringify(record));
    const stack = await start();
    expect(runningStack(join(directory, 'data'))).toMatchObject({
      apiUrl: stack.apiUrl,
      holder: { pid: process.pid },
    });
  });

  it('stops what it had started when the start is given up', async () => {
    const programs = writeFakePrograms(join(directory, 'programs'), { api: 'hangs' });
    const giveUp = new AbortController();
    const starting = start({ programs, signal: giveUp.signal });
    const refused = expect(starting).rejects.toMatchObject({ code: 'stack.start-aborted' });
    await until(
      () =>
        existsSync(join(directory, 'programs', 'journal')) &&
        journal().some((line) => line.startsWith('worker')),
    );
    giveUp.abort();
    await refused;
    expect(survivors()).toEqual([]);
  });
});
