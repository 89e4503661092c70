import type { EngineTaskInput, EngineTaskName, EngineTaskResult } from './engine-task-catalog';

/**
 * Where long computations are asked for: in threads, so that the process goes on meanwhile, or in place. Whichever
 * it is, the same input gives the same result to the last byte.
 */
export interface EngineTasks {
  /**
   * @throws the signal's reason once it is aborted, and whatever the computation throws, with its code
   */
  run<N extends EngineTaskName>(
    task: N,
    input: EngineTaskInput<N>,
    signal: AbortSignal,
  ): Promise<EngineTaskResult<N>>;
}
