import { setImmediate as nextTurn } from 'node:timers/promises';

/** Waits until something holds, looking on every turn of the event loop; the test's time limit ends a wait in vain. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await nextTurn();
}
