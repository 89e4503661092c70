import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const root = join(__dirname, '../../..');

/** What a process said until it listened or ended. */
export interface Outcome {
  /** Of the line it prints when it listens. */
  readonly url?: string;
  readonly exitCode?: number | null;
  readonly stderr: string;
}

/** The embedded server as a process of its own, from the sources as they are now. */
export class ServerProcesses {
  readonly directory = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
  private readonly entry = join(this.directory, 'program/main.js');
  private readonly running = new Set<ChildProcess>();

  constructor() {
    const sources = join(root, 'libs/embedded-mongo/src');
    for (const file of globSync('**/*.ts', { cwd: sources, exclude: ['**/*.spec.ts', '**/*.int-spec.ts'] })) {
      const target = join(this.directory, 'program', file.replace(/ts$/, 'js'));
      mkdirSync(dirname(target), { recursive: true });
      const compilerOptions = {
        module: ModuleKind.CommonJS,
        target: ScriptTarget.ES2022,
        esModuleInterop: true,
      };
      writeFileSync(
        target,
        transpileModule(readFileSync(join(sources, file), 'utf8'), { compilerOptions }).outputText,
      );
    }
  }

  async start(...args: string[]): Promise<{ child: ChildProcess; outcome: Outcome }> {
    const child = spawn(process.execPath, [this.entry, ...args], {
      env: { NODE_PATH: join(root, 'node_modules') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.running.add(child);
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    const ready = once(child.stdout, 'data').then(([line]) => JSON.parse(String(line)) as { url: string });
    const ended = once(child, 'close').then(([code]) => ({ exitCode: code as number | null }));
    void ended.then(() => this.running.delete(child));
    const first = await Promise.race([ready, ended]);
    return { child, outcome: { ...first, stderr } };
  }

  /** Ends a process by a signal and tells how it ended. */
  async end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<number | null> {
    const closed = once(child, 'close');
    child.kill(signal);
    const [code] = (await closed) as [number | null];
    return code;
  }

  async dispose(): Promise<void> {
    for (const child of this.running) await this.end(child, 'SIGKILL');
    rmSync(this.directory, { recursive: true, force: true });
  }
}
