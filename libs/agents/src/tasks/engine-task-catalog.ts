import { drawForecast } from '@app/pricing';
import { simulateApi, simulateFleet } from '@app/simulation';
import { recommendTask, searchTask } from './search-task';

/**
 * The long computations of the engines, by name: each a pure function of plain data. To add one, add its line: the
 * thread program, the port and both of its implementations take it from here.
 */
export const ENGINE_TASKS = {
  simulate: simulateFleet,
  simulateApi,
  forecast: drawForecast,
  search: searchTask,
  recommend: recommendTask,
} as const;

export type EngineTaskName = keyof typeof ENGINE_TASKS;
export type EngineTaskInput<N extends EngineTaskName> = Parameters<(typeof ENGINE_TASKS)[N]>[0];
export type EngineTaskResult<N extends EngineTaskName> = ReturnType<(typeof ENGINE_TASKS)[N]>;
