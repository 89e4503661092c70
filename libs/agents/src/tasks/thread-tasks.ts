import type { ThreadPool } from '@app/threads';
import { extname, join } from 'node:path';
import type { EngineTaskInput, EngineTaskName, EngineTaskResult } from './engine-task-catalog';
import type { EngineTasks } from './engine-tasks';
// Nothing imports the program of a thread: without being named here it would be in no build.
import type { answer } from './engine-tasks.thread';
import { inPlaceTasks } from './in-place-tasks';

/** What the program of a thread answers by. */
export type EngineThreadAnswer = typeof answer;

/** The file that a pool for engine tasks runs in its threads. */
export const ENGINE_THREAD_PROGRAM = join(__dirname, `engine-tasks.thread${extname(__filename)}`);

/** Computes in the threads of a pool; in place where the pool has none. */
export function threadTasks(pool: ThreadPool): EngineTasks {
  if (pool.size === 0) return inPlaceTasks;
  return {
    run: async <N extends EngineTaskName>(task: N, input: EngineTaskInput<N>, signal: AbortSignal) =>
      (await pool.run(task, input, signal)) as EngineTaskResult<N>,
  };
}
