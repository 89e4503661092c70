import { Injectable } from '@nestjs/common';
import { DatabaseAvailability } from '@app/database';
import { ProcessDirectory, ProcessState } from '@app/operations';
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
    private readonly directory: ProcessDirectory,
    private readonly state: ProcessState,
  ) {}

  async look(): Promise<WorkerView> {
    const { taken, active, places, isTaking } = this.processor.activity;
    if (!isTaking || active >= places || !this.database.isWritable) return { taken, shouldTake: false };
    return { taken, shouldTake: await this.canTake() };
  }

  /**
   * Whether runs wait in a Redis from which they can be taken: it answers, and it writes. One that is away, full, or
   * read-only is no reason to start again, for a restart cures it not.
   */
  private async canTake(): Promise<boolean> {
    try {
      const { waiting } = await this.queue.lag(runJob.name);
      if (waiting === 0) return false;
      // Reads are answered by a Redis that is full: taking a run is a write, and so is this.
      await this.directory.put(this.state.report);
      return true;
    } catch {
      return false;
    }
  }
}
