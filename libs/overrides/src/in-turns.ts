import { setImmediate as nextTurn } from 'node:timers/promises';

/** The result of work that is cut into steps; between two of them the process turns to whatever else waits. */
export async function inTurns<Result>(steps: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}
