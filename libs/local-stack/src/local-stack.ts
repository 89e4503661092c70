import type { AppError } from '@app/kernel';
import type { InstanceLock } from './instance-lock';
import { PROCESS_TITLES, type ProcessName } from './process-spec';
import type { StackListener } from './stack-listener';
import type { SupervisedProcess } from './supervised-process';

export interface StackUrls {
  readonly api: string;
  readonly worker: string;
  readonly mongodb: string;
  readonly redis: string;
}

export interface StackProcess {
  readonly name: ProcessName;
  readonly pid: number | undefined;
  readonly logFile: string;
}

const STOP_ORDER: readonly ProcessName[] = ['api', 'worker', 'database', 'redis'];

/** A running stack on one machine. Whoever started it stops it. */
export class LocalStack {
  /** Resolves when a process died too often to be started again: the stack should be stopped then. */
  readonly broken: Promise<AppError>;
  private stopped: Promise<void> | undefined;

  constructor(
    readonly urls: StackUrls,
    private readonly places: readonly SupervisedProcess[],
    private readonly lock: InstanceLock,
    private readonly control: { readonly listener: StackListener; readonly broken: Promise<AppError> },
  ) {
    this.broken = control.broken;
  }

  get apiUrl(): string {
    return this.urls.api;
  }

  /** The processes that this stack started; a store that was given by address is not among them. */
  get processes(): readonly StackProcess[] {
    return this.places.map((place) => ({ name: place.spec.name, pid: place.pid, logFile: place.logFile }));
  }

  /** Stops the API, then the worker, then the stores, each with the time it needs. Safe to call again. */
  stop(): Promise<void> {
    this.stopped ??= stopInOrder(this.places, this.control.listener).finally(() => this.lock.release());
    return this.stopped;
  }

  /** Ends everything at once. The data stays whole: every acknowledged write is on disk. */
  kill(): void {
    for (const place of this.places) place.kill();
    this.lock.release();
  }
}

/** Redis is a name; the others are things. */
function withArticle(name: ProcessName): string {
  return name === 'redis' ? PROCESS_TITLES[name] : `the ${PROCESS_TITLES[name]}`;
}

/** Stops what was started, users before the stores they use. */
export async function stopInOrder(
  places: readonly SupervisedProcess[],
  listener: StackListener,
): Promise<void> {
  for (const name of STOP_ORDER) {
    const place = places.find((candidate) => candidate.spec.name === name);
    if (place === undefined) continue;
    if (place.pid !== undefined) listener.step(`Stopping ${withArticle(name)} ...`);
    await place.stop();
  }
}
