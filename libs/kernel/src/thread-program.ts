import { InvariantError } from './app-error';
import { faultOf, type ThreadOrder, type ThreadReply } from './thread-reply';

/** Functions that a thread can run, by name: plain data in and out. */
export type ThreadTasks = Readonly<Record<string, (input: never) => unknown>>;

/**
 * What a thread program exports as `answer`: it runs the named function and answers with its result or its
 * error, code and message kept.
 */
export function threadProgram(tasks: ThreadTasks): (order: ThreadOrder) => Promise<ThreadReply> {
  return async ({ task, input }) => {
    try {
      if (!Object.hasOwn(tasks, task)) {
        throw new InvariantError(
          `this thread runs ${Object.keys(tasks).join(', ')}; it was asked for "${task}"`,
        );
      }
      return { ok: true, result: await tasks[task]?.(input as never) };
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  };
}
