import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

const ENTRIES = {
  api: 'dist/api/src/main.js',
  worker: 'dist/worker/apps/worker/src/main.js',
} as const;

/** One built process of the product, as an operator would start it. `npm test` builds before it runs. */
export class ProductProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** The lines of its log so far. */
    readonly log: readonly string[],
    /** What it wrote to standard error so far. */
    readonly errors: readonly string[],
  ) {}

  /** Resolves when a line of its log says `ready`. */
  static async start(
    name: keyof typeof ENTRIES,
    env: Readonly<Record<string, string>>,
    ready: string,
  ): Promise<ProductProcess> {
    const child = spawn(process.execPath, [join(ROOT, ENTRIES[name])], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const errors: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
    const log: string[] = [];
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => log.push(line));
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => line.includes(ready) && resolve());
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}: ${errors.join('')}`)));
    });
    return new ProductProcess(child, log, errors);
  }

  /** As the kernel would when memory runs out. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** As an operator would. */
  async terminate(): Promise<void> {
    await this.end('SIGTERM');
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** The address that it said it answers HTTP at, wherever in its log that is. */
  get url(): string {
    const log = this.log.join('\n');
    const [, port] = /(?:listens at http:\/\/[^"]+:|probes at port )(\d+)/.exec(log) ?? [];
    if (port === undefined) throw new Error(`It did not say at which port it listens:\n${log}`);
    return `http://127.0.0.1:${port}`;
  }

  /** Whether it still runs. */
  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What ended it: an exit code, or the name of a signal. */
  get endedBy(): number | NodeJS.Signals | null {
    return this.child.exitCode ?? this.child.signalCode;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isAlive) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}
