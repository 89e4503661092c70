import type { StackEnvironment } from '@app/platform';
import type { PortState } from '@app/local-stack';
import {
  acceptsConnections,
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
import { relative, resolve } from 'node:path';
import { z } from 'zod';
import type { Machine, ServerHealth } from './machine';

const ANSWER_WITHIN_MS = 5_000;
const serverHealthSchema = z.object({ status: z.string(), reasons: z.array(z.string()) });

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

  async serverHealth(server: string): Promise<ServerHealth | null> {
    try {
      const answer = await fetch(`${server}/v1/admin/health`, {
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      return serverHealthSchema.parse(await answer.json());
    } catch {
      // A proxy that keeps it from strangers, another version: no fault of the server's.
      return null;
    }
  }

  accepts(url: string): Promise<boolean> {
    return acceptsConnections(url);
  }
}
