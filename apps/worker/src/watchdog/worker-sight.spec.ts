import type { DatabaseAvailability } from '@app/database';
import type { ProcessDirectory, ProcessState } from '@app/operations';
import type { QueueLag, QueueMonitor, WorkerActivity } from '@app/queue';
import type { RunProcessor } from '../runs/run.processor';
import { WorkerSight } from './worker-sight';

const FREE: WorkerActivity = { taken: 5, active: 1, places: 2, isTaking: true };

function see(activity: WorkerActivity, waiting: number | Error, isWritable = true) {
  const lag = () =>
    waiting instanceof Error ? Promise.reject(waiting) : Promise.resolve({ waiting } as QueueLag);
  return new WorkerSight(
    { activity } as RunProcessor,
    { lag } as unknown as QueueMonitor,
    { isWritable } as DatabaseAvailability,
    { put: () => Promise.resolve() } as unknown as ProcessDirectory,
    {} as ProcessState,
  ).look();
}

describe('WorkerSight', () => {
  it('expects a worker with room to take a run that waits', async () => {
    expect(await see(FREE, 1)).toEqual({ taken: 5, shouldTake: true });
  });

  it.each([
    ['no run waits', see(FREE, 0)],
    ['it has no room', see({ ...FREE, active: 2 }, 1)],
    ['it is paused or stops', see({ ...FREE, isTaking: false }, 1)],
    ['the database is away', see(FREE, 1, false)],
    ['Redis is away', see(FREE, new Error('away'))],
  ])('expects nothing of it when %s', async (_why, looking) => {
    expect(await looking).toEqual({ taken: 5, shouldTake: false });
  });
});
