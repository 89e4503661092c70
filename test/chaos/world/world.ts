import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './loopback';
import type { Pace } from './pace';
import { Pulse } from './pulse';
import { databaseProgram, productProgram, redisProgram } from './programs';
import { RealProcess, type Kind, type Program } from './real-process';
import { Reaper } from './reaper';

export interface WorldOptions {
  readonly pace: Pace;
  readonly apis: number;
  readonly workers: number;
  /** Settings of every process of the product. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the product finds Redis, when that is not the server itself. */
  readonly redisUrl?: (server: string) => string;
  /** An empty directory for its data and logs; a temporary one when left out. */
  readonly directory?: string;
  /** Where the product finds its database, when it is none of ours. */
  readonly mongoUrl?: string;
}

/** One deed of ours: what was killed, and when. */
export interface Kill {
  readonly kind: Kind;
  readonly at: number;
}

const RESTART_TRIES = 20;

/** The product as it is operated: any number of APIs and workers, one Redis, one database, all on loopback. */
export class World {
  readonly apis: RealProcess[] = [];
  readonly workers: RealProcess[] = [];
  readonly kills: Kill[] = [];
  readonly prefix = 'chaos';
  readonly pulse: Pulse;
  private readonly ports = new Map<string, number>();
  private names = 0;

  private constructor(
    readonly directory: string,
    readonly options: WorldOptions,
    private readonly parts: { redisPort: number; mongoPort: number; reaper: Reaper },
    public redis: RealProcess,
    readonly database: RealProcess,
  ) {
    this.pulse = new Pulse(directory);
  }

  /** Starts the stores, then the processes of the product. */
  static async start(options: WorldOptions): Promise<World> {
    const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'infra-mind-chaos-'));
    for (const part of ['redis', 'mongo', 'logs']) mkdirSync(join(directory, part));
    const redisPort = await freePort();
    const mongoPort = await freePort();
    const reaper = new Reaper();
    const redis = new RealProcess(redisProgram(directory, redisPort), reaper);
    const database = new RealProcess(databaseProgram(directory, mongoPort), reaper);
    const world = new World(directory, options, { redisPort, mongoPort, reaper }, redis, database);
    reaper.begin();
    try {
      await Promise.all([redis.start(), options.mongoUrl ? undefined : database.start()]);
      await Promise.all([
        ...Array.from({ length: options.apis }, () => world.addApi()),
        ...Array.from({ length: options.workers }, () => world.addWorker()),
      ]);
    } catch (error) {
      world.end();
      throw error;
    }
    return world;
  }

  /** Redis itself, whatever door the product uses. */
  get redisUrl(): string {
    return `redis://127.0.0.1:${this.parts.redisPort}`;
  }

  get mongoUrl(): string {
    return this.options.mongoUrl ?? `mongodb://127.0.0.1:${this.parts.mongoPort}/chaos`;
  }

  get all(): readonly RealProcess[] {
    return [this.redis, this.database, ...this.apis, ...this.workers];
  }

  addressOf(api: RealProcess): string {
    return `http://127.0.0.1:${this.ports.get(api.name)}`;
  }

  /** The addresses of the APIs that are told about: running or not, as a client knows them. */
  addresses = (): readonly string[] => this.apis.map((api) => this.addressOf(api));

  async addApi(env: Readonly<Record<string, string>> = {}): Promise<RealProcess> {
    const port = await freePort();
    const api = this.product('api', { API_PORT: `${port}`, ...env });
    this.ports.set(api.name, port);
    this.apis.push(api);
    await api.start();
    return api;
  }

  async addWorker(
    env: Readonly<Record<string, string>> = {},
    preload: readonly string[] = [],
  ): Promise<RealProcess> {
    const worker = this.product('worker', env, preload);
    this.workers.push(worker);
    await worker.start();
    return worker;
  }

  /** Has as many processes as that, and no more. */
  async ensure(wanted: { readonly apis: number; readonly workers: number }): Promise<void> {
    while (this.apis.length < wanted.apis) await this.addApi();
    while (this.workers.length < wanted.workers) await this.addWorker();
    for (const api of this.apis.slice(wanted.apis)) await this.remove(api);
    for (const worker of this.workers.slice(wanted.workers)) await this.remove(worker);
  }

  /** Ends a process for good, as an operator would. */
  async remove(process: RealProcess): Promise<void> {
    for (const list of [this.apis, this.workers]) {
      const index = list.indexOf(process);
      if (index >= 0) list.splice(index, 1);
    }
    process.thaw();
    await process.terminate();
  }

  /** kill -9, noted. */
  async kill(process: RealProcess): Promise<void> {
    this.kills.push({ kind: process.kind, at: Date.now() });
    await process.kill();
  }

  /** Starts again what was killed; a process that finds no store yet ends and is started once more. */
  async restart(process: RealProcess): Promise<void> {
    for (let tries = 1; !process.isRunning; tries += 1) {
      try {
        await process.start();
      } catch (error) {
        if (tries === RESTART_TRIES) throw error;
        await delay(250);
      }
    }
  }

  /** Brings everything back: the stores first, as an operator would. */
  async heal(): Promise<void> {
    for (const process of this.all) process.thaw();
    await this.restart(this.redis);
    if (!this.options.mongoUrl) await this.restart(this.database);
    await Promise.all([...this.apis, ...this.workers].map((process) => this.restart(process)));
  }

  /** Starts a process that the world has beside its own. */
  async also(program: Program): Promise<RealProcess> {
    const process = new RealProcess(program, this.parts.reaper);
    await process.start();
    return process;
  }

  /** Another server is the Redis of this world from now on; the one before is not brought back. */
  replaceRedis(redis: RealProcess): void {
    this.redis = redis;
  }

  /** Takes everything away that Redis keeps. It must be down. */
  wipeRedis(): void {
    const files = join(this.directory, 'redis');
    rmSync(files, { recursive: true, force: true });
    mkdirSync(files);
  }

  /** Ends everything at once. */
  end(): void {
    this.pulse.stop();
    this.parts.reaper.end();
  }

  removeFiles(): void {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }

  private product(
    kind: 'api' | 'worker',
    env: Readonly<Record<string, string>>,
    preload: readonly string[] = [],
  ): RealProcess {
    const { options } = this;
    const program = productProgram(kind, `${kind}-${(this.names += 1)}`, this.directory, {
      MONGODB_URL: this.mongoUrl,
      REDIS_URL: options.redisUrl?.(this.redisUrl) ?? this.redisUrl,
      REDIS_PREFIX: this.prefix,
      ...options.pace.env,
      ...options.env,
      ...env,
    });
    const args = [...preload.flatMap((file) => ['--require', file]), ...program.args];
    return new RealProcess({ ...program, args }, this.parts.reaper);
  }
}
