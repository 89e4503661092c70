import type { AppError } from '@app/kernel';
import { AppConfig, type StackEnvironment } from '@app/platform';
import { DataDirectory } from './data-directory';
import { InstanceLock } from './instance-lock';
import { clearLeftovers } from './leftovers';
import { LocalStack, stopInOrder } from './local-stack';
import { productionNeedsStores, startAborted, storeAway } from './local-stack.errors';
import { StackAssembly } from './stack-assembly';
import type { StackListener } from './stack-listener';
import { choosePorts } from './stack-ports';
import type { StackPrograms } from './stack-programs';
import { builtPrograms, requireBuilt } from './stack-programs';
import { acceptsConnections } from './store-address';
import type { StackTiming } from './stack-timing';
import { DEFAULT_TIMING } from './stack-timing';

export interface LocalStackOptions {
  readonly environment: StackEnvironment;
  readonly listener: StackListener;
  /** `service` (the default) runs until it is stopped; an `errand` ends with the command that needed it. */
  readonly purpose?: 'service' | 'errand';
  /** `configured` (the default) listens on API_PORT and WORKER_PORT; `free` on ports that nobody uses. */
  readonly ports?: 'configured' | 'free';
  /** Gives up the start when it fires, and stops what had been started. */
  readonly signal?: AbortSignal;
  readonly programs?: StackPrograms;
  readonly timing?: Partial<StackTiming>;
}

/**
 * Starts what one machine needs: Redis and a database unless their addresses are given, then a worker and the API,
 * and resolves when both answer `/ready`. The data of an earlier start is taken up again. When anything fails,
 * everything that had been started is stopped before it rejects.
 * @throws stack.production-needs-stores, stack.store-away, stack.not-built, stack.already-running, stack.leftovers-remain,
 * stack.port-taken, stack.no-loopback, stack.no-space,
 * stack.data-unusable, stack.child-died, stack.not-ready-in-time, stack.start-aborted, stack.invalid-setting, config.invalid, redis.*
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { environment, listener, purpose = 'service', signal } = options;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  refuseDemoStoresInProduction(environment);
  requireValidSettings(environment);
  const programs = options.programs ?? builtPrograms();
  requireBuilt(programs);
  await requireGivenStores(environment);
  const data = new DataDirectory(environment.dataDir);
  data.prepare();
  const { lock, left } = InstanceLock.acquire(data.root, purpose);
  if (left !== null) {
    // Written down until it is gone: two that write the same files would ruin them, whatever becomes of this start.
    lock.update({ children: left.children });
    await clearLeftovers(left, timing.leftoverGraceMs);
  }
  let giveUp: (why: AppError) => void = () => undefined;
  const broken = new Promise<AppError>((resolve) => (giveUp = resolve));
  const assembly = new StackAssembly({
    environment,
    programs,
    data,
    timing,
    listener,
    lock,
    onGivenUp: giveUp,
  });
  const abort = (): void => assembly.abort();
  signal?.addEventListener('abort', abort);
  try {
    if (signal?.aborted === true) throw startAborted();
    const ports = await choosePorts(environment, options.ports ?? 'configured');
    const urls = await assembly.start(ports);
    lock.update({ apiUrl: urls.api });
    return new LocalStack(urls, assembly.places, lock, { listener, broken });
  } catch (error) {
    await stopInOrder(assembly.places, listener);
    lock.release();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

async function requireGivenStores({ redisUrl, mongodbUrl }: StackEnvironment): Promise<void> {
  if (redisUrl !== undefined && !(await acceptsConnections(redisUrl))) throw storeAway('REDIS_URL', redisUrl);
  if (mongodbUrl !== undefined && !(await acceptsConnections(mongodbUrl)))
    throw storeAway('MONGODB_URL', mongodbUrl);
}

/**
 * What the services would refuse, before anything is started for them. Ports are chosen with words of their own, and
 * stores that nobody named will have an address that is right.
 */
function requireValidSettings({ inherited }: StackEnvironment): void {
  AppConfig.fromEnvironment({
    ...inherited,
    API_PORT: undefined,
    WORKER_PORT: undefined,
    MONGODB_URL: inherited.MONGODB_URL || 'mongodb://127.0.0.1/infra-mind',
    REDIS_URL: inherited.REDIS_URL || 'redis://127.0.0.1',
  });
}

function refuseDemoStoresInProduction(environment: StackEnvironment): void {
  const missing = [
    ...(environment.mongodbUrl === undefined ? ['MONGODB_URL'] : []),
    ...(environment.redisUrl === undefined ? ['REDIS_URL'] : []),
  ];
  if (environment.production && missing.length > 0) throw productionNeedsStores(missing);
}
