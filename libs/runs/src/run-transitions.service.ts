import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import type { Run } from './run';
import type { RunClaim } from './run-claim';
import { FencedError, InterruptedError } from './run.errors';
import { RunNotices } from './run-notices';
import type { Transition } from './run.repository';
import { RunRepository } from './run.repository';

/** The worker's steps through the states of a run: written under its claim first, told to the world second. */
@Injectable()
export class RunTransitions {
  constructor(
    private readonly runs: RunRepository,
    private readonly notices: RunNotices,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws run.interrupted when somebody asked for a pause
   * @throws run.fenced when the run is not this worker's any more
   */
  async advance(claim: RunClaim, change: Omit<Transition, 'at'>): Promise<Run> {
    const at = this.clock.now();
    const run = await this.runs.advance(claim.fence, { ...change, at });
    if (!run) throw await this.whyNot(claim);
    await this.notices.stateChanged(run, at);
    return run;
  }

  private async whyNot(claim: RunClaim): Promise<Error> {
    const state = await this.runs.touch(claim.fence, this.clock.now());
    return state === 'pausing'
      ? new InterruptedError('pause')
      : new FencedError(claim.fence.runId, claim.fence.epoch);
  }
}
