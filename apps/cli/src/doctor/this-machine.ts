import type { StackEnvironment } from '@app/platform';
import type { PortState } from '@app/local-stack';
import {
  askStatus,
  builtPrograms,
  findProgram,
  freeMegabytes,
  probePort,
  productRoot,
  readHostSystem,
  redisInstallCommand,
  redisVersion,
  runningStack,
  whyNotWritable,
} from '@app/local-stack';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { relative, resolve } from 'node:path';
import type { Machine } from './machine';

const CONNECT_WITHIN_MS = 3_000;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { redis: 6379, rediss: 6379, mongodb: 27017 };

/** The machine this runs on. */
export class ThisMachine implements Machine {
  readonly nodeVersion = process.versions.node;
  readonly redisInstallCommand: string | null;
  private readonly path: string;

  constructor(environment: StackEnvironment) {
    this.path = environment.inherited.PATH ?? '';
    this.redisInstallCommand = redisInstallCommand(readHostSystem(this.path));
  }

  async redis(): Promise<{ readonly path: string; readonly version: readonly number[] | null } | null> {
    const path = findProgram('redis-server', this.path);
    return path === undefined ? null : { path, version: await redisVersion(path) };
  }

  port(host: string, port: number): Promise<PortState> {
    return probePort(host, port);
  }

  runningStack(dataDir: string): { readonly pid: number; readonly apiUrl: string | null } | null {
    const record = runningStack(resolve(dataDir));
    return record === null ? null : { pid: record.holder.pid, apiUrl: record.apiUrl };
  }

  whyNotWritable(dataDir: string): string | null {
    return whyNotWritable(resolve(dataDir));
  }

  freeMegabytes(dataDir: string): number | null {
    return freeMegabytes(dataDir);
  }

  missingBuild(): readonly string[] {
    const { api, worker, database } = builtPrograms();
    return [api, worker, database]
      .filter((file) => !existsSync(file))
      .map((file) => relative(productRoot(), file));
  }

  status(url: string): Promise<number | null> {
    return askStatus(url);
  }

  accepts(url: string): Promise<boolean> {
    const place = firstHost(url);
    // An address that names no host (mongodb+srv asks the name service) cannot be tried with a bare connection.
    if (place === null) return Promise.resolve(true);
    return new Promise((resolveWith) => {
      const socket = connect(place.port, place.host);
      const settle = (accepted: boolean): void => {
        socket.destroy();
        resolveWith(accepted);
      };
      socket.setTimeout(CONNECT_WITHIN_MS, () => settle(false));
      socket.once('connect', () => settle(true)).once('error', () => settle(false));
    });
  }
}

/** Host and port of an address, of the first server where it names several. */
export function firstHost(url: string): { readonly host: string; readonly port: number } | null {
  const [, scheme = '', hosts = ''] = /^([a-z+]+):\/\/(?:[^@/]*@)?([^/?]+)/i.exec(url) ?? [];
  const fallback = DEFAULT_PORTS[scheme];
  const [, host, port] = /^(\[[^\]]+\]|[^:,]+)(?::(\d+))?/.exec(hosts.split(',')[0] ?? '') ?? [];
  if (fallback === undefined || host === undefined) return null;
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? fallback : Number(port) };
}
