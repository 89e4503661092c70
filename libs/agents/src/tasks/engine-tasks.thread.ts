import { threadProgram } from '@app/kernel';
import { ENGINE_TASKS } from './engine-task-catalog';

/** What a thread of the pool runs. */
export const answer = threadProgram(ENGINE_TASKS);
