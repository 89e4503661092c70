import { setTimeout as delay } from 'node:timers/promises';
import type { StackRecord } from './instance-lock';
import { stillRuns } from './process-identity';

const LOOK_AGAIN_MS = 50;

/**
 * Ends what an earlier stack left running when it was killed: exactly the processes it recorded, and only while they
 * are still those. They notice by themselves that their launcher is gone, so they get `graceMs` to finish properly.
 */
export async function clearLeftovers(left: StackRecord, graceMs: number): Promise<void> {
  const deadline = Date.now() + graceMs;
  while (left.children.some(stillRuns) && Date.now() < deadline) await delay(LOOK_AGAIN_MS);
  for (const child of left.children.filter(stillRuns)) killGroup(child.pid);
  while (left.children.some(stillRuns)) await delay(LOOK_AGAIN_MS);
}

/** Each of our processes leads a group; one that does not (a server under its shell) is ended by itself. */
function killGroup(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // No such group, or gone already.
    }
  }
}
