import { Injectable } from '@nestjs/common';
import { DatabaseAvailability } from '@app/database';
import { QueueMonitor } from '@app/queue';
import { runJob } from '@app/runs';
import { RunProcessor } from '../runs/run.processor';

/** What tells a worker that is stuck from one that has nothing to do. */
export interface WorkerView {
  /** Runs taken since the start. */
  readonly taken: number;
  /** Whether a run that waits should be taken by now: there is one, there is room, and nothing stands in the way. */
  readonly shouldTake: boolean;
}

/** Looks at this worker and its queue. */
@Injectable()
export class WorkerSight {
  constructor(
    private readonly processor: RunProcessor,
    private readonly queue: QueueMonitor,
    private readonly database: DatabaseAvailability,
  ) {}

  async look(): Promise<WorkerView> {
    const { taken, active, places, isTaking } = this.processor.activity;
    if (!isTaking || active >= places || !this.database.isWritable) return { taken, shouldTake: false };
    // A queue that does not answer is no reason to start again: Redis is away, which a restart cures not.
    const waiting = await this.queue.lag(runJob.name).then(
      (lag) => lag.waiting,
      () => 0,
    );
    return { taken, shouldTake: waiting > 0 };
  }
}
