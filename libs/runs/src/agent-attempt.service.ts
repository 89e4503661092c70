import { Injectable } from '@nestjs/common';
import type { Agent, AgentOutput, Workbench } from '@app/agents';
import { isDatabaseAway } from '@app/database';
import { AppError, InvariantError } from '@app/kernel';
import { RequestContext } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import { performance } from 'node:perf_hooks';
import { AttemptDeadline } from './attempt-deadline';
import { NarrationTurns } from './narration-turn.service';
import type { RunOptions, StepAttempt } from './run';
import type { RunClaim } from './run-claim';
import { FencedError, InterruptedError } from './run.errors';
import { settledBy } from './settled-by';

/** What an agent is to do in a run. */
export interface AgentTask {
  readonly agent: Agent;
  readonly bench: Workbench;
  readonly claim: RunClaim;
  readonly options: RunOptions;
}

/** What came of an attempt. */
export type AttemptEnding = Pick<StepAttempt, 'outcome' | 'error'> & {
  readonly output: AgentOutput | null;
  /** Whether another attempt may do better. */
  readonly again: boolean;
};

/** One attempt of one agent: its analysis, and its wording by a language model where the run wants one, in its time. */
@Injectable()
export class AgentAttempt {
  constructor(
    private readonly narration: NarrationTurns,
    private readonly context: RequestContext,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(AgentAttempt.name);
  }

  /**
   * Resolves with what came of it, whatever that is.
   * @throws run.fenced when the run went on without this worker
   * @throws trouble of the database, which is none of the agent's: the job is taken again, and no attempt is spent
   */
  async make({ agent, bench, claim, options }: AgentTask): Promise<AttemptEnding> {
    const until = performance.now() + options.agentTimeoutMs;
    const deadline = new AttemptDeadline(claim.signal, options.agentTimeoutMs);
    const { signal } = deadline;
    try {
      const computed = await settledBy(signal, async () => agent.analyse(bench, signal));
      const leftMs = until - performance.now();
      const wish = { agent, input: bench.input, output: computed, claim, options, signal, leftMs };
      const output = await this.narration.word(wish);
      return { output, outcome: 'succeeded', error: null, again: false };
    } catch (error) {
      if (error instanceof FencedError || error instanceof InterruptedError) await claim.look();
      if (claim.signal.aborted)
        return { output: null, outcome: 'aborted', error: 'the run was stopped', again: false };
      if (error instanceof FencedError || error instanceof InterruptedError) throw error;
      if (isDatabaseAway(error)) throw error;
      if (deadline.isOver) {
        const message = `took longer than its ${options.agentTimeoutMs} ms`;
        return { output: null, outcome: 'timed-out', error: message, again: true };
      }
      return { output: null, outcome: 'failed', ...this.describe(error) };
    } finally {
      deadline.close();
    }
  }

  /** What people may read of an agent's failure; all of it is in the log. */
  private describe(error: unknown): { error: string; again: boolean } {
    this.logger.warn({ err: error }, 'agent attempt failed');
    if (error instanceof AppError && !(error instanceof InvariantError)) {
      return { error: `${error.code}: ${error.message}`, again: AGAIN.has(error.kind) };
    }
    const name = error instanceof Error ? error.name : typeof error;
    return { error: `unexpected ${name}; the log has it under ${this.context.correlationId}`, again: true };
  }
}

const AGAIN: ReadonlySet<string> = new Set(['unavailable', 'timeout', 'rate-limited']);
