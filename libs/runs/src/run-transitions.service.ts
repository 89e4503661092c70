import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import { AppConfig } from '@app/platform';
import type { Run } from './run';
import type { RunClaim } from './run-claim';
import { FencedError, InterruptedError } from './run.errors';
import { RunNotices } from './run-notices';
import { RunRepository } from './run.repository';
import type { Transition } from './run-transition';
import { advanced, changesOf } from './run-transition';

/** The worker's steps through the states of a run: written under its claim first, told to the world second. */
@Injectable()
export class RunTransitions {
  constructor(
    private readonly runs: RunRepository,
    private readonly notices: RunNotices,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * Resolves as soon as the record has it; the world hears of it in the order of the writes.
   * @throws run.interrupted when somebody asked for a pause
   * @throws run.fenced when the run is not this worker's any more
   */
  advance(claim: RunClaim, step: Omit<Transition, 'at'>): Promise<Run> {
    return this.begin(claim, step).written;
  }

  /** The same for work that need not wait for the record: the run as it will stand, and the write, which may still fail. */
  begin(
    claim: RunClaim,
    step: Omit<Transition, 'at'>,
  ): { readonly run: Run; readonly written: Promise<Run> } {
    const cpuMs = claim.cpu?.readMs() ?? 0;
    const used = { cpuMs, country: this.config.env.SITE_COUNTRY ?? null };
    const change = { ...step, at: this.clock.now(), used };
    return { run: advanced(claim.run, change), written: this.write(claim, change, cpuMs) };
  }

  private async write(claim: RunClaim, change: Transition, cpuMs: number): Promise<Run> {
    if (!(await this.runs.advance(claim.fence, change))) throw await this.whyNot(claim);
    claim.cpu?.written(cpuMs);
    claim.run = advanced(claim.run, change);
    for (const { state, at } of changesOf(change)) this.notices.noteState({ ...claim.run, state }, at);
    return claim.run;
  }

  private async whyNot(claim: RunClaim): Promise<Error> {
    const state = await this.runs.touch(claim.fence);
    return state === 'pausing'
      ? new InterruptedError('pause')
      : new FencedError(claim.fence.runId, claim.fence.epoch);
  }
}
