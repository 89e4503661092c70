import { Injectable } from '@nestjs/common';
import { isDatabaseAway } from '@app/database';
import type { ErrorKind } from '@app/kernel';
import { AppError, InvariantError } from '@app/kernel';
import { RequestContext } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import type { RunProblem } from './run';
import type { RunClaim } from './run-claim';
import { RunClaims } from './run-claims.service';
import { FencedError, InterruptedError } from './run.errors';
import { RunJourney } from './run-journey.service';
import { RunNotices } from './run-notices';
import { CLAIMABLE_STATES } from './run-state';
import type { Transition } from './run-transition';
import { RunTransitions } from './run-transitions.service';

/** A run that was taken up this often without coming to an end takes its workers down with it. */
const MOST_CLAIMS = 40;

/** Does the work of one job: claims the run, takes it as far as it goes, and leaves it in a state that says the truth. */
@Injectable()
export class RunExecutor {
  constructor(
    private readonly journey: RunJourney,
    private readonly transitions: RunTransitions,
    private readonly claims: RunClaims,
    private readonly notices: RunNotices,
    private readonly context: RequestContext,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(RunExecutor.name);
  }

  /**
   * Resolves when there is nothing more to do for this job and the world was told; rejects when the job should be given to a worker again.
   * A run that is final, paused or gone is nothing to do.
   */
  async execute(
    tenantId: string,
    runId: string,
    jobSignal: AbortSignal,
    renewEveryMs: number,
  ): Promise<void> {
    const taken = await this.claims.take(tenantId, runId, jobSignal, renewEveryMs);
    if (!taken) return this.logger.info('the run needs no worker');
    const { claims, claim } = taken;
    try {
      if (claims > MOST_CLAIMS) return await this.fail(claim, tooManyClaims(claims));
      if (claim.run.state === 'pausing') throw new InterruptedError('pause');
      await this.journey.travel(claim);
    } catch (error) {
      await this.settle(claim, error);
    } finally {
      claim.close();
      await this.notices.told(runId);
    }
  }

  /** What an interruption or a failure means for the run. Rethrows what another attempt may cure. */
  private async settle(claim: RunClaim, error: unknown): Promise<void> {
    if (error instanceof FencedError) {
      return this.logger.warn({ epoch: claim.fence.epoch }, 'left the run: it went on without this worker');
    }
    if (error instanceof InterruptedError && error.why === 'pause') {
      return this.end(claim, { from: ['pausing'], to: 'paused' });
    }
    if (mayPass(error)) throw error;
    this.logger.error({ err: error }, 'the run failed');
    await this.fail(claim, problemOf(error, this.context.correlationId));
  }

  private async fail(claim: RunClaim, problem: RunProblem): Promise<void> {
    await this.end(claim, { from: CLAIMABLE_STATES, to: 'failed', problems: [problem] });
  }

  /** The last write under a claim. Where somebody ended the run in the same moment, that stands. */
  private async end(claim: RunClaim, change: Omit<Transition, 'at'>): Promise<void> {
    await this.transitions.advance(claim, change).catch((late: unknown) => {
      if (!(late instanceof FencedError)) throw late;
    });
  }
}

/** Faults of the world around us, which another attempt may not meet. Everything else would come again. */
const PASSING: ReadonlySet<ErrorKind> = new Set(['unavailable', 'timeout', 'rate-limited', 'conflict']);

function mayPass(error: unknown): boolean {
  return error instanceof AppError ? PASSING.has(error.kind) : isDatabaseAway(error);
}

/** What people may read of a failure: a defect of ours is in the log only. */
function problemOf(error: unknown, correlationId: string): RunProblem {
  if (!(error instanceof AppError) || error instanceof InvariantError) {
    return {
      code: 'run.defect',
      message: `An unexpected error ended the run; the log has it under ${correlationId}.`,
    };
  }
  const details = error.problems.map(({ pointer, detail }) => `${pointer}: ${detail}`).slice(0, 20);
  return { code: error.code, message: [error.message, ...details].join(' | ') };
}

function tooManyClaims(claims: number): RunProblem {
  return {
    code: 'run.too-many-claims',
    message: `Workers took this run up ${claims} times and none came to an end; it was stopped to protect the others.`,
  };
}
