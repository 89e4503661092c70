import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

/** Looks on every turn of the event loop at first: what is sought may pass quickly. */
const TURNS = 1_000;

/**
 * Waits until something holds; the test's time limit ends a wait in vain. What takes longer is looked at once a
 * millisecond: on a machine with few cores the one who looks all the time takes them from whom it waits for.
 */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; !(await holds()); turn += 1) {
    if (turn < TURNS) await nextTurn();
    else await delay(1);
  }
}
