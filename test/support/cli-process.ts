import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

const MAIN = join(__dirname, '../../dist/cli/apps/cli/src/main.js');

/** One run of the command line as it is built, which `npm test` does first. */
export class CliProcess {
  out = '';
  err = '';
  readonly exited: Promise<unknown[]>;
  private readonly process: ChildProcessByStdio<null, Readable, Readable>;

  constructor(args: readonly string[], env: Readonly<Record<string, string>>, cwd: string) {
    const { PATH, HOME } = process.env;
    this.process = spawn(process.execPath, [MAIN, ...args], {
      env: { PATH, HOME, ...env },
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process.stdout.on('data', (chunk: Buffer) => (this.out += chunk.toString()));
    this.process.stderr.on('data', (chunk: Buffer) => (this.err += chunk.toString()));
    this.exited = once(this.process, 'close');
  }

  /** Resolves when it has said something that matches; fails when it ends before. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.err);
      if (found) return found;
      if (this.process.exitCode !== null)
        throw new Error(`It ended without saying ${String(pattern)}:\n${this.err}`);
      await Promise.race([once(this.process.stderr, 'data'), this.exited]);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  async end(): Promise<void> {
    this.process.kill('SIGTERM');
    await this.exited;
  }
}
