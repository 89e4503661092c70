import { spawn, type ChildProcess } from 'node:child_process';
import { REAPER } from './repository';

/** Sees to it that nothing outlives the drills, however they end. */
export class Reaper {
  private child: ChildProcess | null = null;
  private readonly pids = new Set<number>();
  private readonly onExit = () => this.killAll();

  /** Must be called before the first process starts. */
  begin(): void {
    this.child = spawn(process.execPath, [REAPER], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    this.child.stdin?.on('error', () => undefined);
    this.child.unref();
    process.once('exit', this.onExit);
  }

  /** Watches over a process until it ends. */
  watch(child: ChildProcess): void {
    const { pid } = child;
    if (pid === undefined) return;
    this.pids.add(pid);
    this.child?.stdin?.write(`+${pid}\n`);
    child.once('exit', () => {
      this.pids.delete(pid);
      this.child?.stdin?.write(`-${pid}\n`);
    });
  }

  end(): void {
    process.removeListener('exit', this.onExit);
    this.killAll();
    this.child?.stdin?.end();
  }

  private killAll(): void {
    for (const pid of this.pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself.
      }
    }
    this.pids.clear();
  }
}
