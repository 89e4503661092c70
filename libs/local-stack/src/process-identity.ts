import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One process that once ran: a pid alone is reused, above all in containers, where it is often the same small number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When that pid began, in words of the operating system; null where it cannot be told. */
  readonly began: string | null;
}

/** The identity of a process that runs now, or undefined when no such process runs. */
export function identify(pid: number): ProcessIdentity | undefined {
  if (!exists(pid)) return undefined;
  if (process.platform !== 'linux') return { pid, began: beganByPs(pid) };
  const stat = statOnLinux(pid);
  // A zombie has ended and holds nothing; only its parent has not looked yet.
  if (stat?.state === 'Z' || stat?.state === 'X') return undefined;
  return { pid, began: stat?.began ?? null };
}

/** Whether that very process, not a later one with its number, still runs. */
export function stillRuns(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  if (now === undefined) return false;
  return identity.began === null || now.began === null || now.began === identity.began;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, for another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** proc(5): field 3 of `stat` is the state, field 22 the start in clock ticks since the boot that `boot_id` names. */
function statOnLinux(pid: number): { readonly state: string; readonly began: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold anything, spaces and parentheses too.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { state: fields[0] ?? '', began: `${boot}:${fields[19]}` };
  } catch {
    return null;
  }
}

function beganByPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
