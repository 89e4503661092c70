import type { StackEnvironment } from '@app/platform';
import { Paint } from '../terminal/paint';
import type { CheckResult } from './check';
import { examine } from './checks';
import { describeChecks } from './doctor.command';
import type { Machine } from './machine';

function aMachine(parts: Partial<Machine> = {}): Machine {
  return {
    nodeVersion: '24.21.0',
    redis: async () => ({ path: '/usr/bin/redis-server', version: [7, 0, 15] }),
    redisInstallCommand: 'sudo apt-get install -y redis-server',
    port: async () => 'free',
    runningStack: () => null,
    whyNotWritable: () => null,
    freeMegabytes: () => 10_000,
    missingBuild: () => [],
    status: async () => 200,
    serverHealth: async () => ({ status: 'ok', reasons: [] }),
    accepts: async () => true,
    ...parts,
  };
}

const ENVIRONMENT: StackEnvironment = {
  mongodbUrl: undefined,
  redisUrl: undefined,
  apiHost: '127.0.0.1',
  apiPort: 3000,
  workerPort: 3001,
  dataDir: '.data',
  production: false,
  inherited: {},
};

async function failing(
  machine: Partial<Machine>,
  environment: Partial<StackEnvironment> = {},
  server?: string,
): Promise<readonly CheckResult[]> {
  const results = await examine(aMachine(machine), { ...ENVIRONMENT, ...environment }, server);
  return results.filter(({ status }) => status !== 'ok');
}

describe('examine', () => {
  it('finds nothing on a machine that has everything', async () => {
    expect(await failing({})).toEqual([]);
  });

  it.each<[string, Partial<Machine>, Partial<StackEnvironment>, string, RegExp]>([
    ['an old Node', { nodeVersion: '22.11.0' }, {}, 'Node', /npm run -s infra-mind/],
    ['no build', { missingBuild: () => ['dist/api/src/main.js'] }, {}, 'Build', /npm run build/],
    ['no Redis', { redis: async () => null }, {}, 'redis-server', /sudo apt-get install -y redis-server/],
    [
      'an old Redis',
      { redis: async () => ({ path: '/x', version: [6, 0, 16] }) },
      {},
      'redis-server',
      /REDIS_URL/,
    ],
    ['data that is not ours', { whyNotWritable: () => 'EACCES' }, {}, 'Data directory', /chown -R .* \.data/],
    ['a full disk', { freeMegabytes: () => 12 }, {}, 'Disk', /Free some space/],
    ['a port that is no port', {}, { apiPort: Number.NaN }, 'API_PORT', /0 to 65535/],
    [
      'a Redis that is away',
      { accepts: async () => false },
      { redisUrl: 'redis://db:1' },
      'REDIS_URL',
      /unset it/,
    ],
    ['production without a database', {}, { production: true }, 'Database', /MONGODB_URL/],
  ])('names the fix for %s', async (_case, machine, environment, name, fix) => {
    expect(await failing(machine, environment)).toEqual([
      expect.objectContaining({ name, status: 'failed', fix: expect.stringMatching(fix) }),
    ]);
  });

  it('leaves to a start what a start does by itself', async () => {
    const machine = { redis: async () => null, redisInstallCommand: 'apt-get install -y redis-server' };
    expect(await failing(machine)).toEqual([
      expect.objectContaining({
        name: 'redis-server',
        status: 'warning',
        fix: expect.stringContaining('npm start'),
      }),
    ]);
  });

  it('names another port for one that is taken', async () => {
    const port: Machine['port'] = async (_host, number) => (number === 3000 ? 'taken' : 'free');
    expect(await failing({ port })).toEqual([
      expect.objectContaining({ name: 'API_PORT', fix: expect.stringContaining('API_PORT=3010') }),
    ]);
  });

  it('finds nothing wrong with ports that our own stack uses', async () => {
    const running = { pid: 42, apiUrl: 'http://127.0.0.1:3000' };
    expect(await failing({ port: async () => 'taken', runningStack: () => running })).toEqual([]);
  });

  it('looks at a server that is named', async () => {
    expect(await failing({ status: async () => 503 }, {}, 'http://api/')).toEqual([
      expect.objectContaining({ name: 'Server', fix: expect.stringContaining('/ready') }),
    ]);
    expect(await failing({ status: async () => null }, {}, 'http://api')).toHaveLength(1);
  });

  it('tells what a server that is named says of its system', async () => {
    const reasons = ['the circuit of redis is open', 'unknown: queue'];
    const degraded = { serverHealth: async () => ({ status: 'degraded', reasons }) };
    expect(await failing(degraded, {}, 'http://api/')).toEqual([
      {
        name: 'System',
        status: 'warning',
        found: 'degraded; the circuit of redis is open; unknown: queue',
        fix: 'http://api/v1/admin/health says more.',
      },
    ]);
    expect(await failing({ serverHealth: async () => null }, {}, 'http://api')).toEqual([]);
  });
});

describe('describeChecks', () => {
  it('puts each fix under what it is for', () => {
    const results: CheckResult[] = [
      { name: 'Node', status: 'ok', found: '24.21.0' },
      { name: 'redis-server', status: 'failed', found: 'not on the PATH', fix: 'brew install redis' },
    ];
    expect(describeChecks(results, new Paint(false))).toEqual([
      '✓ Node          24.21.0',
      '✗ redis-server  not on the PATH',
      '                fix: brew install redis',
      '',
      '1 thing to fix.',
    ]);
  });
});
