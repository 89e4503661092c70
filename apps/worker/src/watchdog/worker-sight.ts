import { Injectable } from '@nestjs/common';
import { DatabaseAvailability } from '@app/database';
import { ProcessDirectory, ProcessState } from '@app/operations';
import type { WorkerActivity } from '@app/queue';
import { QueueMonitor } from '@app/queue';
import { reportJob } from '@app/report-files';
import { runJob } from '@app/runs';
import { ReportProcessor } from '../reports/report.processor';
import { RunProcessor } from '../runs/run.processor';

/** What tells a queue that this worker is stuck at from one that has nothing for it. */
export interface QueueView {
  readonly queue: string;
  /** Jobs taken since the start. */
  readonly taken: number;
  /** Whether a job that waits should be taken by now: there is one, there is room, and nothing stands in the way. */
  readonly shouldTake: boolean;
}

/** Looks at this worker and its queues. */
@Injectable()
export class WorkerSight {
  constructor(
    private readonly runs: RunProcessor,
    private readonly reports: ReportProcessor,
    private readonly queue: QueueMonitor,
    private readonly database: DatabaseAvailability,
    private readonly directory: ProcessDirectory,
    private readonly state: ProcessState,
  ) {}

  look(): Promise<QueueView[]> {
    return Promise.all([
      this.at(runJob.name, this.runs.activity),
      this.at(reportJob.name, this.reports.activity),
    ]);
  }

  private async at(queue: string, { taken, active, places, isTaking }: WorkerActivity): Promise<QueueView> {
    if (!isTaking || active >= places || !this.database.isWritable) {
      return { queue, taken, shouldTake: false };
    }
    return { queue, taken, shouldTake: await this.canTake(queue) };
  }

  /**
   * Whether jobs wait in a Redis from which they can be taken: it answers, and it writes. One that is away, full, or
   * read-only is no reason to start again, for a restart cures it not.
   */
  private async canTake(queue: string): Promise<boolean> {
    try {
      const { waiting } = await this.queue.lag(queue);
      if (waiting === 0) return false;
      // Reads are answered by a Redis that is full: taking a job is a write, and so is this.
      await this.directory.put(this.state.report);
      return true;
    } catch {
      return false;
    }
  }
}
