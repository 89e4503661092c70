import type { OnApplicationBootstrap } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { ProcessState } from '@app/operations';
import { RunProcessor } from '../runs/run.processor';

/** What the report of a worker has that an API's has not. */
@Injectable()
export class WorkerReport implements OnApplicationBootstrap {
  constructor(
    private readonly state: ProcessState,
    private readonly processor: RunProcessor,
  ) {}

  onApplicationBootstrap(): void {
    this.state.countRuns(() => this.processor.activity.active);
  }
}
