import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Reaper } from './reaper';

export type Kind = 'api' | 'worker' | 'redis' | 'database' | 'sentinel';

/** How one process of the world is started, again and again in the same way. */
export interface Program {
  readonly kind: Kind;
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** A line of its output that says it can be used. */
  readonly ready: RegExp;
  readonly logFile: string;
}

const READY_WITHIN_MS = 60_000;
const LAST_LINES = 15;

/** A process that can be killed, frozen and started again. */
export class RealProcess {
  private child: ChildProcess | null = null;
  /** Its last lines, to show when it does not start. */
  private readonly tail: string[] = [];
  /** Given from its next start on, after its other arguments. */
  extraArgs: readonly string[] = [];

  constructor(
    readonly program: Program,
    private readonly reaper: Reaper,
  ) {}

  get kind(): Kind {
    return this.program.kind;
  }

  get name(): string {
    return this.program.name;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves when it says that it is ready. */
  async start(): Promise<void> {
    const { command, args, ready, name, logFile } = this.program;
    const child = spawn(command, [...args, ...this.extraArgs], {
      env: this.program.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.reaper.watch(child);
    this.tail.length = 0;
    const isReady = new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          this.keep(line, logFile);
          if (ready.test(line)) resolve();
        });
      }
      child.once('error', reject);
      child.once('close', (code, signal) =>
        reject(
          new Error(`${name} ended with ${code ?? signal} before it was ready:\n${this.tail.join('\n')}`),
        ),
      );
    });
    const late = new AbortController();
    const tooLate = delay(READY_WITHIN_MS, undefined, { signal: late.signal }).then(() => {
      throw new Error(`${name} was not ready in ${READY_WITHIN_MS} ms:\n${this.tail.join('\n')}`);
    });
    await Promise.race([isReady, tooLate]).finally(() => {
      late.abort();
      isReady.catch(() => undefined);
      tooLate.catch(() => undefined);
    });
  }

  /** As the kernel would when memory runs out. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** As an operator would. */
  terminate(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** As a machine does that is paused. */
  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  signal(signal: NodeJS.Signals): void {
    if (this.isRunning) this.child?.kill(signal);
  }

  /** Everything it ever printed. */
  log(): string {
    return existsSync(this.program.logFile) ? readFileSync(this.program.logFile, 'utf8') : '';
  }

  private keep(line: string, logFile: string): void {
    try {
      appendFileSync(logFile, `${line}\n`);
    } catch (error) {
      // A drill may have filled the disk.
      if (!String(error).includes('ENOSPC')) throw error;
    }
    this.tail.push(line);
    if (this.tail.length > LAST_LINES) this.tail.shift();
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child || !this.isRunning) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    // A frozen process takes no other signal until it goes on.
    if (signal !== 'SIGKILL') child.kill('SIGCONT');
    await gone;
  }
}
