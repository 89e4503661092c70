import { MEMORY_FLAGS, MEMORY_SETTINGS } from '@app/local-stack';
import { AppConfig } from '@app/platform';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startRedisProcess } from '../support/redis-process';
import type { ChildOptions } from './child-program';
import { ChildProgram, programFile } from './child-program';
import { monotonicMs } from './monotonic-clock';
import type { WorkerOrder } from './programs/worker';
import { RunClient } from './run-client';

const ROOT = join(__dirname, '..', '..', '..', '..');
const PRODUCT = {
  api: join(ROOT, 'dist/api/src/main.js'),
  worker: join(ROOT, 'dist/worker/apps/worker/src/main.js'),
} as const;
const READ_FROM_OUTSIDE = [...MEMORY_FLAGS, '--expose-gc', '--require', programFile('probe')];
/** Limits that would answer for the product before it is at its own. */
const UNLIMITED = { RATE_LIMIT_PER_MINUTE: '0', QUEUE_LIMIT: '1000000', QUEUE_LIMIT_PER_TENANT: '1000000' };
const READY_LOOKS_EVERY_MS = 5;
const READY_WITHIN_MS = 60_000;

export interface LabOptions {
  /** Fewer and shorter repetitions: a look whether all is well, not a result. */
  readonly quick: boolean;
  /** Stores to use instead of private ones. */
  readonly mongoUrl?: string;
  readonly redisUrl?: string;
  /** Where the product's processes leave profiles of their processor use. */
  readonly profileDir?: string;
}

export interface ListeningProcess {
  readonly program: ChildProgram;
  readonly url: string;
  /** From the start of the process until it said that it is ready. */
  readonly readyMs: number;
}

/** The stores of one benchmark and every process started for it. Whatever was opened here ends with `close`. */
export class Lab {
  private readonly endings: (() => Promise<void> | void)[] = [];
  private spaces = 0;

  private stores = { mongoUrl: '', redisUrl: '' };

  private constructor(private readonly options: LabOptions) {}

  static async open(options: LabOptions): Promise<Lab> {
    const lab = new Lab(options);
    try {
      await lab.openStores();
      return lab;
    } catch (error) {
      await lab.close();
      throw error;
    }
  }

  get quick(): boolean {
    return this.options.quick;
  }

  /** `many` repetitions, or `few` when a quick look is enough. */
  repetitions(many: number, few: number): number {
    return this.quick ? few : many;
  }

  get redisAddress(): { host: string; port: number } {
    const { hostname, port } = new URL(this.stores.redisUrl);
    return { host: hostname, port: Number(port || 6379) };
  }

  /** Configuration of a product that has a database and Redis keys of its own. */
  space(over: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
    this.spaces += 1;
    const name = `bench-${process.pid}-${this.spaces}`;
    const [, server, query = ''] =
      /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(this.stores.mongoUrl) ?? [];
    const stores = {
      MONGODB_URL: `${server}/${name}${query}`,
      REDIS_URL: this.stores.redisUrl,
      REDIS_PREFIX: name,
    };
    return { ...stores, WORKER_PORT: '0', ...UNLIMITED, ...over };
  }

  private get profile(): readonly string[] {
    const { profileDir } = this.options;
    return profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : [];
  }

  async client(space: Readonly<Record<string, string>>): Promise<RunClient> {
    const client = await RunClient.open(AppConfig.fromEnvironment({ ...space, LOG_LEVEL: 'silent' }));
    // Private stores go with their files; in a database that was given nothing may stay.
    this.endings.push(() => client.close({ leaveNothing: this.options.mongoUrl !== undefined }));
    return client;
  }

  async program(name: string, order?: unknown, options: ChildOptions = {}): Promise<ChildProgram> {
    const args = order === undefined ? [] : [JSON.stringify(order)];
    return this.hold(await ChildProgram.start(programFile(name), { args, ...options }));
  }

  /** The product's worker with agents that sleep. */
  worker(env: WorkerOrder['env'], agentMs: WorkerOrder['agentMs'] = {}): Promise<ChildProgram> {
    return this.program('worker', { env, agentMs } satisfies WorkerOrder, {
      nodeOptions: [...MEMORY_FLAGS, '--expose-gc', ...this.profile],
    });
  }

  /** A built process of the product, as an operator would start it, when it answers that it is ready. */
  async product(
    name: keyof typeof PRODUCT,
    env: Readonly<Record<string, string>>,
  ): Promise<ListeningProcess> {
    const port = String(await freePort());
    const ports = { API_PORT: port, WORKER_PORT: port };
    const url = `http://127.0.0.1:${port}`;
    const program = this.hold(
      await ChildProgram.start(PRODUCT[name], {
        env: { ...MEMORY_SETTINGS, ...env, ...ports },
        nodeOptions: [...READ_FROM_OUTSIDE, ...this.profile],
      }),
    );
    const death = program.death();
    // It may end long after it was ready, when nobody waits for that any more.
    death.catch(() => undefined);
    const readyAt = await Promise.race([untilReady(`${url}/ready`), death]);
    return { program, url, readyMs: readyAt - program.startedAt };
  }

  /** Ends everything, the youngest first; what does not end well keeps nothing else from ending. */
  async close(): Promise<void> {
    for (const end of this.endings.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        process.stderr.write(`not ended well: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  }

  private async openStores(): Promise<void> {
    const { mongoUrl, redisUrl } = this.options;
    const directory = mkdtempSync(join(tmpdir(), 'infra-mind-bench-'));
    this.endings.push(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
    this.stores = {
      redisUrl: redisUrl ?? (await this.openRedis(directory)),
      mongoUrl: mongoUrl ?? (await this.openDatabase(join(directory, 'mongo'))),
    };
  }

  private async openRedis(directory: string): Promise<string> {
    const redis = await startRedisProcess(directory);
    this.endings.push(() => redis.stop());
    return redis.url;
  }

  private async openDatabase(directory: string): Promise<string> {
    const database = await ChildProgram.start(programFile('database'), { args: [directory] });
    this.hold(database);
    return database.ask<string>('url');
  }

  private hold(program: ChildProgram): ChildProgram {
    this.endings.push(() => program.end());
    return program;
  }
}

async function untilReady(url: string): Promise<number> {
  const giveUpAt = monotonicMs() + READY_WITHIN_MS;
  while (!(await saysYes(url))) {
    if (monotonicMs() > giveUpAt) throw new Error(`${url} did not answer within ${READY_WITHIN_MS} ms`);
    await delay(READY_LOOKS_EVERY_MS);
  }
  return monotonicMs();
}

function saysYes(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
