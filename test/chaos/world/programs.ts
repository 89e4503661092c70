import { join } from 'node:path';
import { searchPath } from '../../support/drill-environment';
import type { Program } from './real-process';
import { ENTRIES } from './repository';

/** A durable Redis: what it acknowledged is in its file, flushed every second unless told otherwise later. */
export function redisProgram(directory: string, port: number): Program {
  return {
    kind: 'redis',
    name: 'redis',
    command: 'redis-server',
    args: [
      ...['--bind', '127.0.0.1', '--port', `${port}`, '--dir', join(directory, 'redis'), '--save', ''],
      ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction'],
    ],
    env: { PATH: searchPath() },
    ready: /Ready to accept connections/,
    logFile: join(directory, 'logs', 'redis.log'),
  };
}

/** The embedded database in a process of its own, as the one-machine stack starts it. */
export function databaseProgram(directory: string, port: number): Program {
  return {
    kind: 'database',
    name: 'database',
    command: process.execPath,
    args: [ENTRIES.database, '--data', join(directory, 'mongo'), '--port', `${port}`],
    env: {},
    ready: /"ready":true/,
    logFile: join(directory, 'logs', 'database.log'),
  };
}

const READY = { api: /The API listens/, worker: /worker is ready/ } as const;

/** A process of the product on a port of its own. */
export function productProgram(
  kind: 'api' | 'worker',
  name: string,
  directory: string,
  env: Readonly<Record<string, string>>,
): Program {
  return {
    kind,
    name,
    command: process.execPath,
    args: ['--enable-source-maps', ENTRIES[kind]],
    env: { PATH: searchPath(), NODE_ENV: 'test', WORKER_PORT: '0', ...env },
    ready: READY[kind],
    logFile: join(directory, 'logs', `${name}.log`),
  };
}
