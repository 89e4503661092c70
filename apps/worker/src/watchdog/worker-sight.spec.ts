import type { DatabaseAvailability } from '@app/database';
import type { ProcessDirectory, ProcessState } from '@app/operations';
import type { QueueLag, QueueMonitor, WorkerActivity } from '@app/queue';
import type { ReportProcessor } from '../reports/report.processor';
import type { RunProcessor } from '../runs/run.processor';
import { WorkerSight } from './worker-sight';

const FREE: WorkerActivity = { taken: 5, active: 1, places: 2, isTaking: true };

function see(activity: WorkerActivity, waiting: number | Error, isWritable = true, queue = 'runs') {
  const lag = (asked: string) =>
    waiting instanceof Error
      ? Promise.reject(waiting)
      : Promise.resolve({ waiting: asked === queue ? waiting : 0 } as QueueLag);
  return new WorkerSight(
    { activity } as RunProcessor,
    { activity: { ...activity, taken: 7 } } as ReportProcessor,
    { lag } as unknown as QueueMonitor,
    { isWritable } as DatabaseAvailability,
    { put: () => Promise.resolve() } as unknown as ProcessDirectory,
    {} as ProcessState,
  ).look();
}

describe('WorkerSight', () => {
  it('expects a worker with room to take what waits, of the queue where it waits', async () => {
    const [runs, reports] = [
      { queue: 'runs', taken: 5 },
      { queue: 'reports', taken: 7 },
    ];
    expect(await see(FREE, 1)).toEqual([
      { ...runs, shouldTake: true },
      { ...reports, shouldTake: false },
    ]);
    expect(await see(FREE, 1, true, 'reports')).toEqual([
      { ...runs, shouldTake: false },
      { ...reports, shouldTake: true },
    ]);
  });

  it.each([
    ['no run waits', see(FREE, 0)],
    ['it has no room', see({ ...FREE, active: 2 }, 1)],
    ['it is paused or stops', see({ ...FREE, isTaking: false }, 1)],
    ['the database is away', see(FREE, 1, false)],
    ['Redis is away', see(FREE, new Error('away'))],
  ])('expects nothing of it when %s', async (_why, looking) => {
    expect((await looking).map(({ shouldTake }) => shouldTake)).toEqual([false, false]);
  });
});
