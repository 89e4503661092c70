import { Injectable } from '@nestjs/common';
import { AppError, Clock, InvariantError } from '@app/kernel';
import { PinoLogger } from 'nestjs-pino';
import type { RunProblem } from './run';
import { RunClaim } from './run-claim';
import { RunControlListener } from './run-control-listener';
import { FencedError, InterruptedError } from './run.errors';
import { RunJourney } from './run-journey.service';
import { RunRepository } from './run.repository';
import { CLAIMABLE_STATES } from './run-state';
import { RunTransitions } from './run-transitions.service';

/** A run that was taken up this often without coming to an end takes its workers down with it. */
const MOST_CLAIMS = 40;

/** Does the work of one job: claims the run, takes it as far as it goes, and leaves it in a state that says the truth. */
@Injectable()
export class RunExecutor {
  constructor(
    private readonly runs: RunRepository,
    private readonly journey: RunJourney,
    private readonly transitions: RunTransitions,
    private readonly listener: RunControlListener,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(RunExecutor.name);
  }

  /**
   * Resolves when there is nothing more to do for this job; rejects when the job should be given to a worker again.
   * A run that is final, paused or gone is nothing to do.
   */
  async execute(
    tenantId: string,
    runId: string,
    jobSignal: AbortSignal,
    renewEveryMs: number,
  ): Promise<void> {
    const claimed = await this.runs.claim(tenantId, runId, this.clock.now());
    if (!claimed) return this.logger.info('the run needs no worker');
    const { run, claims } = claimed;
    const claim = new RunClaim(
      { tenantId, runId, epoch: run.epoch },
      {
        touch: (fence) => this.runs.touch(fence, this.clock.now()),
        listen: (id, look) => this.listener.listen(id, look),
        renewEveryMs,
        jobSignal,
      },
    );
    try {
      if (claims > MOST_CLAIMS) return await this.fail(claim, tooManyClaims(claims));
      if (run.state === 'pausing') throw new InterruptedError('pause');
      await this.journey.travel(run, claim);
    } catch (error) {
      await this.settle(claim, error);
    } finally {
      claim.close();
    }
  }

  /** What an interruption or a failure means for the run. Rethrows what another attempt may cure. */
  private async settle(claim: RunClaim, error: unknown): Promise<void> {
    if (error instanceof FencedError) {
      return this.logger.warn({ epoch: claim.fence.epoch }, 'left the run: it went on without this worker');
    }
    if (error instanceof InterruptedError && error.why === 'pause') {
      await this.transitions.advance(claim, { from: ['pausing'], to: 'paused' }).catch((late: unknown) => {
        // Cancelled in the same moment: that stands.
        if (!(late instanceof FencedError)) throw late;
      });
      return;
    }
    if (isFinalFailure(error)) {
      this.logger.error({ err: error }, 'the run failed');
      return this.fail(claim, problemOf(error));
    }
    throw error;
  }

  private async fail(claim: RunClaim, problem: RunProblem): Promise<void> {
    await this.transitions.advance(claim, { from: CLAIMABLE_STATES, to: 'failed', problems: [problem] });
  }
}

/** Failures that would come again: a defect of ours, or facts that are not there. */
function isFinalFailure(error: unknown): error is AppError {
  return (
    error instanceof InvariantError ||
    (error instanceof AppError &&
      ['invalid', 'not-found', 'unprocessable', 'too-large', 'internal'].includes(error.kind))
  );
}

function problemOf(error: AppError): RunProblem {
  const details = error.problems.map(({ pointer, detail }) => `${pointer}: ${detail}`).slice(0, 20);
  return { code: error.code, message: [error.message, ...details].join(' | ') };
}

function tooManyClaims(claims: number): RunProblem {
  return {
    code: 'run.too-many-claims',
    message: `Workers took this run up ${claims} times and none came to an end; it was stopped to protect the others.`,
  };
}
