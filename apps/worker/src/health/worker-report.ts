import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { ProcessState } from '@app/operations';
import { RunSweeper } from '@app/runs';
import { RunProcessor } from '../runs/run.processor';

/** What the report of a worker has that an API's has not. */
@Injectable()
export class WorkerReport implements OnModuleInit {
  constructor(
    private readonly state: ProcessState,
    private readonly processor: RunProcessor,
    private readonly sweeper: RunSweeper,
  ) {}

  // Before the first report, which goes out when the application bootstraps: else it would tell of no worker.
  onModuleInit(): void {
    this.state.addWork(() => ({
      activeRuns: this.processor.activity.active,
      sweptAt: this.sweeper.lastTurnAt?.toISOString() ?? null,
    }));
  }
}
