import type { AppError } from '@app/kernel';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { childDied, keepsDying, notReadyInTime, startAborted } from './local-stack.errors';
import type { ProcessExit } from './managed-process';
import { ManagedProcess } from './managed-process';
import type { ProcessIdentity } from './process-identity';
import { identify } from './process-identity';
import type { ProcessLog } from './process-log';
import { PROCESS_TITLES, type ProcessSpec } from './process-spec';
import type { Readiness } from './readiness';
import type { StackListener } from './stack-listener';
import type { StackTiming } from './stack-timing';

export interface Supervision {
  readonly readiness: Readiness;
  readonly readyWithinMs: number;
  readonly timing: StackTiming;
  readonly listener: StackListener;
  /** Called whenever the operating-system processes behind this place are others than before. */
  readonly onChange: () => void;
  /** Called when it died too often to be started again. */
  readonly onGivenUp: (why: AppError) => void;
}

/** One place in the stack: a process that is started, waited for, started again when it dies, and stopped. */
export class SupervisedProcess {
  private current: ManagedProcess | undefined;
  private readonly stopping = new AbortController();
  private keeping: Promise<void> | undefined;
  /** What a program reports as its own process id when it runs under a shell. */
  innerPid: number | undefined;

  constructor(
    readonly spec: ProcessSpec,
    private readonly log: ProcessLog,
    private readonly supervision: Supervision,
  ) {}

  get pid(): number | undefined {
    return this.current?.running === true ? this.current.pid : undefined;
  }

  /** The operating-system processes behind this place, as far as they run. */
  identities(): readonly (ProcessIdentity & { readonly name: string })[] {
    const pids = [this.pid, this.innerPid].filter((pid) => pid !== undefined);
    return pids
      .flatMap((pid) => identify(pid) ?? [])
      .map((identity) => ({ ...identity, name: this.spec.name }));
  }

  get logFile(): string {
    return this.log.file;
  }

  /**
   * Starts it and resolves when it is ready; from then on it is kept alive.
   * @throws stack.child-died, stack.not-ready-in-time, stack.start-aborted. It is not running then.
   */
  async start(): Promise<void> {
    const process = await this.bringUp();
    this.keeping = this.keepAlive(process);
  }

  /** Ends a start that is under way, and lets a later death pass. What runs is left running. */
  letGo(): void {
    this.stopping.abort();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.current?.stop();
    await this.keeping;
  }

  kill(): void {
    this.stopping.abort();
    this.current?.kill();
  }

  private async bringUp(): Promise<ManagedProcess> {
    const { readiness, readyWithinMs, listener, onChange } = this.supervision;
    const { name } = this.spec;
    if (this.stopping.signal.aborted) throw startAborted();
    this.log.beginAgain();
    const process = new ManagedProcess(this.spec, this.log, (line) => listener.output?.(name, line));
    this.current = process;
    onChange();
    const waiting = new AbortController();
    const stopWaiting = AbortSignal.any([waiting.signal, this.stopping.signal]);
    const outcome = await Promise.race([
      readiness.wait(process, stopWaiting).then(() => 'ready' as const),
      process.exited,
      delay(readyWithinMs, 'late' as const, { signal: stopWaiting }),
    ]).catch(() => 'aborted' as const);
    waiting.abort();
    if (outcome === 'ready') {
      onChange();
      return process;
    }
    await process.stop();
    if (outcome === 'aborted' || this.stopping.signal.aborted) throw startAborted();
    if (outcome === 'late') {
      throw notReadyInTime(name, Math.round(readyWithinMs / 1000), readiness.reason, this.log);
    }
    const { tail, file } = this.log;
    throw childDied(name, outcome.how, this.spec.explain?.(tail) ?? tail, file);
  }

  private async keepAlive(first: ManagedProcess): Promise<void> {
    const { timing, listener, onGivenUp } = this.supervision;
    const { name } = this.spec;
    let deaths = 0;
    let began = performance.now();
    let exit = await first.exited;
    while (!this.stopping.signal.aborted) {
      deaths = performance.now() - began > timing.recoveredAfterMs ? 1 : deaths + 1;
      if (deaths > timing.restartLimit) return onGivenUp(keepsDying(name, deaths, this.log.file));
      const wait = timing.restartDelayMs * 2 ** (deaths - 1);
      listener.step(
        `The ${PROCESS_TITLES[name]} process ${exit.how}; starting it again in ${(wait / 1000).toFixed(1)} s.`,
      );
      began = performance.now();
      exit = await this.liveAgain(wait);
    }
  }

  /** One more life after `waitMs`: resolves with how it ended. */
  private async liveAgain(waitMs: number): Promise<ProcessExit> {
    try {
      await delay(waitMs, undefined, { signal: this.stopping.signal });
      const process = await this.bringUp();
      this.supervision.listener.step(`The ${PROCESS_TITLES[this.spec.name]} process runs again.`);
      return await process.exited;
    } catch (error) {
      return {
        how: `did not come back (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`,
      };
    }
  }
}
