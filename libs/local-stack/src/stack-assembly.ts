import { type AppError, InvariantError } from '@app/kernel';
import type { StackEnvironment } from '@app/platform';
import type { DataDirectory } from './data-directory';
import type { InstanceLock } from './instance-lock';
import type { StackUrls } from './local-stack';
import { startAborted } from './local-stack.errors';
import { freeLoopbackPort } from './ports';
import { ProcessLog } from './process-log';
import { PROCESS_TITLES, type ProcessSpec } from './process-spec';
import { nodeSpec, redisSpec } from './process-specs';
import type { Readiness } from './readiness';
import { HttpReadiness, LineReadiness } from './readiness';
import { provideRedis, readHostSystem } from './redis-program';
import type { StackListener } from './stack-listener';
import type { StackPorts } from './stack-ports';
import type { StackPrograms } from './stack-programs';
import type { StackTiming } from './stack-timing';
import { SupervisedProcess } from './supervised-process';

export interface AssemblyParts {
  readonly environment: StackEnvironment;
  readonly programs: StackPrograms;
  readonly data: DataDirectory;
  readonly timing: StackTiming;
  readonly listener: StackListener;
  readonly lock: InstanceLock;
  readonly onGivenUp: (why: AppError) => void;
}

/** The API may still be answering and the worker be in the middle of a step when they are asked to stop. */
const SERVICE_STOP_MARGIN_MS = 2_000;
const SERVICE_STOP_MS = 30_000;

/** Puts the processes of one stack together, stores first. */
export class StackAssembly {
  /** What was started so far, ready or not. */
  readonly places: SupervisedProcess[] = [];
  private aborted = false;

  constructor(private readonly parts: AssemblyParts) {}

  /** Makes the start that is under way fail. */
  abort(): void {
    this.aborted = true;
    for (const place of this.places) place.letGo();
  }

  async start(ports: StackPorts): Promise<StackUrls> {
    const { environment } = this.parts;
    const [redis = '', mongodb = ''] = await this.together([
      environment.redisUrl ?? this.startRedis(),
      environment.mongodbUrl ?? this.startDatabase(),
    ]);
    const stores = { redis, mongodb };
    const [worker = '', api = ''] = await this.together([
      this.startService('worker', ports, stores),
      this.startService('api', ports, stores),
    ]);
    return { api, worker, ...stores };
  }

  /** Waits for all even when one fails, so that nothing is still starting when the failure is handled. */
  private async together(tasks: readonly (Promise<string> | string)[]): Promise<string[]> {
    let first: Error | undefined;
    const settled = await Promise.allSettled(
      tasks.map(async (task) => {
        try {
          return await task;
        } catch (error) {
          first ??= error instanceof Error ? error : new InvariantError('A start was refused', error);
          this.abort();
          throw error;
        }
      }),
    );
    if (first !== undefined) throw first;
    return settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  }

  private async startRedis(): Promise<string> {
    const { environment, data, timing, listener } = this.parts;
    const path = environment.inherited.PATH ?? '';
    const program = await provideRedis(readHostSystem(path), (text) => listener.step(text));
    const port = await freeLoopbackPort();
    const place = this.place(
      redisSpec(program, { data, port, path, timing }),
      // Redis begins each line with its process id: `4242:M 20 Nov 2026 17:45:06.123 * Ready to accept connections`.
      new LineReadiness((line) => {
        const own = /^(\d+):\S+ .*Ready to accept connections/.exec(line)?.[1];
        if (own !== undefined) place.innerPid = Number(own);
        return own !== undefined;
      }),
      timing.storeReadyMs,
    );
    await place.start();
    listener.step(`Redis runs on 127.0.0.1:${port} (${program}).`);
    return `redis://127.0.0.1:${port}`;
  }

  private async startDatabase(): Promise<string> {
    const { environment, programs, data, timing, listener } = this.parts;
    const port = await freeLoopbackPort();
    const arguments_ = ['--data', data.mongo, '--port', String(port)];
    const spec = nodeSpec(
      'database',
      [programs.database, ...arguments_],
      environment.inherited,
      timing.stopGraceMs,
    );
    const readiness = new LineReadiness((line) => line.startsWith('{') && line.includes('"ready":true'));
    await this.place(spec, readiness, timing.storeReadyMs).start();
    listener.step(`The embedded database runs on 127.0.0.1:${port}.`);
    return `mongodb://127.0.0.1:${port}/infra-mind`;
  }

  private async startService(
    name: 'api' | 'worker',
    ports: StackPorts,
    stores: { readonly redis: string; readonly mongodb: string },
  ): Promise<string> {
    const { environment, programs, timing, listener } = this.parts;
    const env = {
      ...environment.inherited,
      REDIS_URL: stores.redis,
      MONGODB_URL: stores.mongodb,
      API_HOST: environment.apiHost,
      API_PORT: String(ports.api),
      WORKER_HOST: '127.0.0.1',
      WORKER_PORT: String(ports.worker),
    };
    const host = name === 'api' ? reachable(environment.apiHost) : '127.0.0.1';
    const url = `http://${host}:${ports[name]}`;
    const longest = Number(environment.inherited.SHUTDOWN_TIMEOUT_MS) || SERVICE_STOP_MS;
    const spec = nodeSpec(name, [programs[name]], env, longest + SERVICE_STOP_MARGIN_MS);
    await this.place(spec, new HttpReadiness(`${url}/ready`), timing.serviceReadyMs).start();
    listener.step(`The ${PROCESS_TITLES[name]} is ready.`);
    return url;
  }

  private place(spec: ProcessSpec, readiness: Readiness, readyWithinMs: number): SupervisedProcess {
    if (this.aborted) throw startAborted();
    const { data, timing, listener, onGivenUp } = this.parts;
    const place = new SupervisedProcess(spec, new ProcessLog(data.logFile(spec.name)), {
      readiness,
      readyWithinMs,
      timing,
      listener,
      onGivenUp,
      onChange: () => this.writeDown(),
    });
    this.places.push(place);
    return place;
  }

  /** Keeps the lock's list of processes true, for whoever has to clear up after a kill -9 of this one. */
  private writeDown(): void {
    this.parts.lock.update({ children: this.places.flatMap((place) => place.identities()) });
  }
}

/** Where a server that listens on every address is reached from here. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
