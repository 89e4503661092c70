import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { monotonicMs } from './monotonic-clock';

export interface ChildOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

interface Reply {
  readonly ready?: true;
  readonly id?: number;
  readonly answer?: unknown;
  readonly error?: string;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A program of the benchmarks beside this file, compiled or not. */
export function programFile(name: string): string {
  return join(__dirname, 'programs', `${name}${extname(__filename)}`);
}

const ENDS_WITHIN_MS = 10_000;

/** A process of the benchmark's own that answers questions. It ends when this process ends, however that happens. */
export class ChildProgram {
  readonly startedAt = monotonicMs();
  private readonly waiting = new Map<number, Waiting>();
  private questions = 0;
  private errors = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly name: string,
  ) {
    child.stderr?.on(
      'data',
      (chunk: Buffer) => (this.errors = (this.errors + chunk.toString()).slice(-4_000)),
    );
    child.on('message', (reply: Reply) => this.settle(reply));
    child.once('exit', (code, signal) => this.giveUp(code ?? signal));
  }

  /** Starts a JavaScript file; resolves when it can be asked. */
  static async start(file: string, options: ChildOptions = {}): Promise<ChildProgram> {
    const child = fork(file, [...(options.args ?? [])], {
      env: { ...options.env },
      execArgv: [...(options.nodeOptions ?? [])],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    const program = new ChildProgram(child, file);
    await new Promise<void>((resolve, reject) => {
      child.on('message', (reply: Reply) => reply.ready && resolve());
      child.once('exit', (code) => reject(program.deathOf(code)));
    });
    return program;
  }

  async ask<T>(question: string, given?: unknown): Promise<T> {
    const id = (this.questions += 1);
    if (!this.child.connected) throw this.deathOf(this.child.exitCode);
    const answer = new Promise<unknown>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.child.send({ id, question, given });
    return (await answer) as T;
  }

  /** Rejects when it ends, with what it said last. */
  async death(): Promise<never> {
    if (this.child.exitCode === null) await once(this.child, 'exit');
    throw this.deathOf(this.child.exitCode);
  }

  /** Ends it as an operator would, and with force when it does not listen. */
  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.child.kill('SIGKILL'), ENDS_WITHIN_MS);
    await gone;
    clearTimeout(force);
  }

  private settle({ id, answer, error }: Reply): void {
    const waiting = this.waiting.get(id ?? 0);
    if (!waiting) return;
    this.waiting.delete(id ?? 0);
    if (error === undefined) waiting.resolve(answer);
    else waiting.reject(new Error(`${this.name}: ${error}`));
  }

  private giveUp(how: string | number | null): void {
    for (const { reject } of this.waiting.values()) reject(this.deathOf(how));
    this.waiting.clear();
  }

  private deathOf(how: string | number | null): Error {
    return new Error(`${this.name} ended with ${how}: ${this.errors}`);
  }
}
