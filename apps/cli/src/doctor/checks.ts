import type { StackEnvironment } from '@app/platform';
import { NEEDED_FREE_MB } from '@app/local-stack';
import type { CheckResult } from './check';
import type { Machine, ServerHealth } from './machine';

const OLDEST_NODE = [24, 9] as const;

/** Looks at everything that the product needs here, in the order in which a start would miss it. */
export async function examine(
  machine: Machine,
  environment: StackEnvironment,
  server: string | undefined,
): Promise<readonly CheckResult[]> {
  const { redisUrl, mongodbUrl } = environment;
  return [
    nodeCheck(machine),
    buildCheck(machine),
    redisUrl === undefined ? await redisCheck(machine) : await storeCheck(machine, 'REDIS_URL', redisUrl),
    mongodbUrl === undefined
      ? databaseCheck(environment)
      : await storeCheck(machine, 'MONGODB_URL', mongodbUrl),
    dataCheck(machine, environment),
    diskCheck(machine, environment),
    ...(await portChecks(machine, environment)),
    ...(server === undefined ? [] : await serverChecks(machine, server.replace(/\/+$/, ''))),
  ];
}

function nodeCheck({ nodeVersion }: Machine): CheckResult {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const ok = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const fix =
    'Run it through npm (`npm run -s infra-mind -- doctor`), which uses the Node that `npm ci` installed.';
  return ok
    ? { name: 'Node', status: 'ok', found: nodeVersion }
    : { name: 'Node', status: 'failed', found: `${nodeVersion}; 24.9 or newer is needed`, fix };
}

function buildCheck(machine: Machine): CheckResult {
  const missing = machine.missingBuild();
  return missing.length === 0
    ? { name: 'Build', status: 'ok', found: 'complete' }
    : { name: 'Build', status: 'failed', found: `no ${missing.join(', no ')}`, fix: 'npm run build' };
}

async function redisCheck(machine: Machine): Promise<CheckResult> {
  const name = 'redis-server';
  const redis = await machine.redis();
  const install = machine.redisInstallCommand ?? 'Install Redis 6.2 or newer (https://redis.io/docs)';
  if (redis === null && install.startsWith('apt-get')) {
    return { name, status: 'warning', found: 'not on the PATH', fix: `npm start installs it (${install})` };
  }
  if (redis === null) {
    return { name, status: 'failed', found: 'not on the PATH', fix: `${install}, or set REDIS_URL` };
  }
  const [major = 0, minor = 0] = redis.version ?? [];
  if (redis.version === null) return { name, status: 'ok', found: redis.path };
  const found = `${redis.version.join('.')} at ${redis.path}`;
  if (major > 6 || (major === 6 && minor >= 2)) return { name, status: 'ok', found };
  return {
    name,
    status: 'failed',
    found: `${found}; 6.2 or newer is needed`,
    fix: `${install}, or set REDIS_URL`,
  };
}

function databaseCheck({ production }: StackEnvironment): CheckResult {
  const name = 'Database';
  if (!production) return { name, status: 'ok', found: 'embedded, started with the stack' };
  const fix = 'Set MONGODB_URL to your MongoDB: production does not run on the embedded database.';
  return { name, status: 'failed', found: 'NODE_ENV is production and MONGODB_URL is not set', fix };
}

async function storeCheck(
  machine: Machine,
  name: 'REDIS_URL' | 'MONGODB_URL',
  url: string,
): Promise<CheckResult> {
  if (await machine.accepts(url)) return { name, status: 'ok', found: 'accepts connections' };
  const fix = `Start that server, correct ${name}, or unset it to use a private one.`;
  return { name, status: 'failed', found: 'nothing accepts connections there', fix };
}

function dataCheck(machine: Machine, { dataDir }: StackEnvironment): CheckResult {
  const why = machine.whyNotWritable(dataDir);
  if (why === null) return { name: 'Data directory', status: 'ok', found: dataDir };
  const fix = `chown -R "$(id -un)" ${dataDir}, or set DATA_DIR to another directory`;
  return { name: 'Data directory', status: 'failed', found: `${dataDir}: ${why}`, fix };
}

function diskCheck(machine: Machine, { dataDir }: StackEnvironment): CheckResult {
  const free = machine.freeMegabytes(dataDir);
  if (free === null) return { name: 'Disk', status: 'ok', found: 'this file system does not say' };
  if (free >= NEEDED_FREE_MB) return { name: 'Disk', status: 'ok', found: `${free} MB free` };
  const fix = 'Free some space, or set DATA_DIR to a directory on a larger disk.';
  return { name: 'Disk', status: 'failed', found: `${free} MB free; ${NEEDED_FREE_MB} MB are needed`, fix };
}

async function portChecks(machine: Machine, environment: StackEnvironment): Promise<CheckResult[]> {
  const stack = machine.runningStack(environment.dataDir);
  if (stack !== null) {
    const where = stack.apiUrl ?? 'still starting';
    return [{ name: 'Ports', status: 'ok', found: `in use by the stack of process ${stack.pid} (${where})` }];
  }
  const { apiHost, apiPort, workerPort } = environment;
  return [
    await portCheck(machine, 'API_PORT', apiHost, apiPort),
    await portCheck(machine, 'WORKER_PORT', '127.0.0.1', workerPort),
  ];
}

async function portCheck(machine: Machine, name: string, host: string, port: number): Promise<CheckResult> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return { name, status: 'failed', found: 'not a port', fix: `Set ${name} to a number from 0 to 65535.` };
  }
  const state = await machine.port(host, port);
  const at = `${host}:${port}`;
  switch (state) {
    case 'free':
      return { name, status: 'ok', found: `${at} is free` };
    case 'taken': {
      const fix = `Stop that program (\`lsof -i :${port}\` names it), or set ${name}=${port + 10}`;
      return { name, status: 'failed', found: `${at} is taken by another program`, fix };
    }
    case 'not-allowed':
      return {
        name,
        status: 'failed',
        found: `${at} needs privileges`,
        fix: `Set ${name} to a port above 1023.`,
      };
    case 'not-here':
      return { name, status: 'failed', found: `${host} is not this machine`, fix: 'Unset API_HOST.' };
  }
}

async function serverChecks(machine: Machine, server: string): Promise<CheckResult[]> {
  const name = 'Server';
  const status = await machine.status(`${server}/ready`);
  if (status === null) {
    const fix = 'Check the address and that it is started.';
    return [{ name, status: 'failed', found: `${server} does not answer`, fix }];
  }
  const ready: CheckResult =
    status === 200
      ? { name, status: 'ok', found: `${server} is ready` }
      : {
          name,
          status: 'failed',
          found: `${server}/ready answers ${status}`,
          fix: 'Its /ready says what it lacks.',
        };
  const health = await machine.serverHealth(server);
  return health === null ? [ready] : [ready, systemCheck(server, health)];
}

function systemCheck(server: string, { status, reasons }: ServerHealth): CheckResult {
  const name = 'System';
  if (status === 'ok') return { name, status: 'ok', found: 'every process and dependency is well' };
  const found = [status, ...reasons].join('; ');
  return { name, status: 'warning', found, fix: `${server}/v1/admin/health says more.` };
}
