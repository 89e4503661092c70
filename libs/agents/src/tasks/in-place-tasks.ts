import { breathe } from '../bench/breathe';
import {
  ENGINE_TASKS,
  type EngineTaskInput,
  type EngineTaskName,
  type EngineTaskResult,
} from './engine-task-catalog';
import type { EngineTasks } from './engine-tasks';

/** Computes in the thread of the caller, with a breath before: for commands, and where there is no pool. */
export const inPlaceTasks: EngineTasks = {
  async run<N extends EngineTaskName>(task: N, input: EngineTaskInput<N>, signal: AbortSignal) {
    await breathe(signal);
    const compute = ENGINE_TASKS[task] as (given: EngineTaskInput<N>) => EngineTaskResult<N>;
    return compute(input);
  },
};
