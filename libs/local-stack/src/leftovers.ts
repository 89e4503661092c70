import { setTimeout as delay } from 'node:timers/promises';
import type { StackRecord } from './instance-lock';
import { leftoversRemain } from './local-stack.errors';
import { stillRuns } from './process-identity';

const LOOK_AGAIN_MS = 50;
/** A killed process is gone at once, unless the kernel waits for a disk on its behalf. */
const KILLED_WITHIN_MS = 10_000;

/**
 * Ends what an earlier stack left running when it was killed: exactly the processes it recorded, and only while they
 * are still those. They notice by themselves that their launcher is gone, so they get `graceMs` to finish properly.
 * @throws stack.leftovers-remain: they run for another user, or hang in the kernel
 */
export async function clearLeftovers(left: StackRecord, graceMs: number): Promise<void> {
  const running = () => left.children.filter(stillRuns);
  await untilGone(running, graceMs);
  const killed = running().filter(({ pid }) => killGroup(pid));
  await untilGone(() => killed.filter(stillRuns), KILLED_WITHIN_MS);
  if (running().length > 0) throw leftoversRemain(running());
}

async function untilGone(running: () => readonly unknown[], withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (running().length > 0 && performance.now() < deadline) await delay(LOOK_AGAIN_MS);
}

/** Each of our processes leads a group; one that does not (a server under its shell) is ended by itself. */
function killGroup(pid: number): boolean {
  const wereReached = [-pid, pid].map((target) => {
    try {
      return process.kill(target, 'SIGKILL');
    } catch {
      // No such group, gone already, or not ours to end.
      return false;
    }
  });
  return wereReached.includes(true);
}
