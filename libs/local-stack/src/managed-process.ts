import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessLog } from './process-log';
import type { ProcessSpec } from './process-spec';

/** The pipes of a process may outlive it by a moment, held by what it started. */
const LAST_WORDS_MS = 500;

export interface ProcessExit {
  /** For people: `exited with code 1`, `was ended by SIGKILL`, `could not be started (ENOENT)`. */
  readonly how: string;
}

/**
 * One operating-system process of ours. It runs in a process group of its own, so that Ctrl-C in a terminal reaches
 * the launcher alone and the order of stopping stays ours; its standard input is a lifeline: when the launcher dies,
 * however it dies, the pipe closes and the process ends itself.
 */
export class ManagedProcess {
  /** Resolves when the process is gone and its last lines are in the log. Never rejects. */
  readonly exited: Promise<ProcessExit>;
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly listeners = new Set<(line: string) => void>();
  private exit: ProcessExit | undefined;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly spec: ProcessSpec,
    readonly log: ProcessLog,
    private readonly onLine: (line: string) => void = () => undefined,
  ) {
    this.child = spawn(spec.command, spec.args, {
      env: spec.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    // Writing to a process that is gone is no failure of ours.
    this.child.stdin.on('error', () => undefined);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.hear(line));
    }
    this.exited = this.awaitExit();
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get running(): boolean {
    return this.exit === undefined;
  }

  /** Resolves with what `read` makes of the first line it recognises; never, if there is no such line. */
  firstLine<T>(read: (line: string) => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const listener = (line: string): void => {
        const value = read(line);
        if (value === undefined) return;
        this.listeners.delete(listener);
        resolve(value);
      };
      this.listeners.add(listener);
    });
  }

  /** Asks it to end, waits for the grace it has, then kills it. Safe to call again. */
  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  /** Ends it at once, with everything it started. */
  kill(): void {
    this.signalGroup('SIGKILL');
  }

  private async end(): Promise<void> {
    if (!this.running) return;
    if (this.spec.stopBy === 'signal') this.child.kill('SIGTERM');
    else this.child.stdin.end();
    const patience = new AbortController();
    const late = delay(this.spec.stopGraceMs, 'late' as const, { signal: patience.signal }).catch(
      () => 'ended',
    );
    const outcome = await Promise.race([this.exited, late]);
    patience.abort();
    if (outcome === 'late') this.kill();
    await this.exited;
  }

  private signalGroup(signal: NodeJS.Signals): void {
    if (!this.running || this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch {
      // Gone between the look and the signal.
    }
  }

  private hear(line: string): void {
    this.log.write(line);
    this.onLine(line);
    for (const listener of this.listeners) listener(line);
  }

  private awaitExit(): Promise<ProcessExit> {
    return new Promise((resolve) => {
      const settle = (how: string): void => {
        if (this.exit !== undefined) return;
        this.exit = { how };
        resolve(this.exit);
      };
      const say = (code: number | null, signal: NodeJS.Signals | null): string =>
        signal === null ? `exited with code ${code}` : `was ended by ${signal}`;
      this.child.once('error', (error: NodeJS.ErrnoException) =>
        settle(`could not be started (${error.code ?? error.message})`),
      );
      this.child.once('close', (code, signal) => settle(say(code, signal)));
      this.child.once('exit', (code, signal) => {
        setTimeout(() => settle(say(code, signal)), LAST_WORDS_MS).unref();
      });
    });
  }
}
