import { Injectable } from '@nestjs/common';
import type { AgentOutput } from '@app/agents';
import { isDatabaseAway } from '@app/database';
import { Clock } from '@app/kernel';
import { AppConfig, RequestContext, withSpan } from '@app/platform';
import { setTimeout as delay } from 'node:timers/promises';
import type { AgentTask } from './agent-attempt.service';
import { AgentAttempt } from './agent-attempt.service';
import type { StepOutcome } from './agent-step.repository';
import { AgentStepRepository, beginAttempt } from './agent-step.repository';
import type { AgentStep, StepAttempt } from './run';
import { RunNotices } from './run-notices';

/** One agent's turn in a run. */
export interface AgentTurn extends AgentTask {
  readonly step: AgentStep;
}

/** Runs one agent within its budget of time and attempts, and stores every turn of it. */
@Injectable()
export class AgentRunner {
  constructor(
    private readonly steps: AgentStepRepository,
    private readonly notices: RunNotices,
    private readonly context: RequestContext,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly attempt: AgentAttempt,
  ) {}

  /**
   * Resolves with the step as it ended, succeeded or failed.
   * @throws the reason of the claim's signal when the run stops meanwhile; the step is then open for the next worker.
   */
  async run(turn: AgentTurn): Promise<AgentStep> {
    const { tenantId, runId } = turn.claim.fence;
    return this.context.run({ tenantId, runId, agent: turn.agent.id }, () =>
      withSpan(`agent ${turn.agent.id}`, { 'run.id': runId }, () => this.attempts(turn)),
    );
  }

  private async attempts(turn: AgentTurn): Promise<AgentStep> {
    const opened = turn.step.attempts.at(-1) as StepAttempt;
    // Until now it was in line for the processor: that wait is the run's, not the agent's.
    let attempts = [...turn.step.attempts.slice(0, -1), { ...opened, startedAt: this.clock.now() }];
    for (;;) {
      const current = attempts.at(-1) as StepAttempt;
      const { output, again, ...ending } = await this.attempt.make(turn);
      const ended = { ...current, ...ending, endedAt: this.clock.now() };
      this.notices.attemptEnded(turn.agent.id, ended);
      attempts = [...attempts.slice(0, -1), ended];
      if (turn.claim.signal.aborted && !output) return this.leaveOpen(turn, attempts);
      if (output || !again || spent(attempts) >= turn.options.agentAttempts) {
        return this.finish(turn, attempts, output);
      }
      const next = await this.waitForNext(turn, attempts, ended);
      if (!next) return this.leaveOpen(turn, attempts);
      attempts = next;
    }
  }

  private async finish(
    turn: AgentTurn,
    attempts: StepAttempt[],
    output: AgentOutput | null,
  ): Promise<AgentStep> {
    const status = output ? ('succeeded' as const) : ('failed' as const);
    await this.storePatiently(turn, { status, attempts, output });
    return { ...turn.step, status, attempts, output };
  }

  /** A finished agent is worth more than one try of its write: a database that is away may be back in a moment. */
  private async storePatiently({ claim, agent }: AgentTurn, outcome: StepOutcome): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.steps.store(claim.fence, agent.id, outcome);
      } catch (error) {
        if (tries === STORE_TRIES || claim.signal.aborted || !isDatabaseAway(error)) throw error;
        await delay(STORE_PAUSE_MS, undefined, { signal: claim.signal }).catch(() => undefined);
      }
    }
  }

  private async waitForNext(
    turn: AgentTurn,
    attempts: StepAttempt[],
    last: StepAttempt,
  ): Promise<StepAttempt[] | null> {
    // Full jitter: agents that fail together must not come back together.
    const backoffMs = Math.round(
      Math.random() * this.config.env.AGENT_BACKOFF_MS * 2 ** (spent(attempts) - 1),
    );
    const { claim, agent } = turn;
    await this.steps.store(claim.fence, agent.id, { status: 'running', attempts, output: null });
    await this.notices.publish({ tenantId: claim.fence.tenantId, id: claim.fence.runId }, [
      {
        type: 'agent.state',
        agent: agent.id,
        status: 'retrying',
        attempt: last.number + 1,
        at: this.clock.now().toISOString(),
        error: last.error ?? undefined,
      },
    ]);
    await delay(backoffMs, undefined, { signal: claim.signal }).catch(() => undefined);
    if (claim.signal.aborted) return null;
    return [...attempts, beginAttempt(last.number + 1, this.clock.now(), backoffMs)];
  }

  private async leaveOpen(turn: AgentTurn, attempts: StepAttempt[]): Promise<never> {
    await this.notices.tolerate('checkpoint', () =>
      this.steps.store(turn.claim.fence, turn.agent.id, { status: 'pending', attempts, output: null }),
    );
    throw turn.claim.signal.reason;
  }
}

const STORE_TRIES = 3;
const STORE_PAUSE_MS = 500;

/** Attempts that count against the budget: those that were the agent's own failures. */
function spent(attempts: readonly StepAttempt[]): number {
  return attempts.filter((attempt) => attempt.outcome === 'failed' || attempt.outcome === 'timed-out').length;
}
