import { Injectable } from '@nestjs/common';
import type { AgentId } from '@app/agents';
import type { RunEvent } from '@app/events';
import { AppError, Clock } from '@app/kernel';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { AgentRunner } from './agent-runner.service';
import { AgentStepRepository } from './agent-step.repository';
import { AgentTeam, basisOf } from './agent-team';
import type { AgentStep, Run } from './run';
import type { RunClaim } from './run-claim';
import type { RunMaterial } from './run-inputs.service';
import { RunNotices } from './run-notices';
import { agentsPercent } from './run-detail';
import { RunWeb } from './run-web.service';

/** The part of a run in which its agents work, all at once. */
@Injectable()
export class AgentPhase {
  constructor(
    private readonly team: AgentTeam,
    private readonly runner: AgentRunner,
    private readonly steps: AgentStepRepository,
    private readonly notices: RunNotices,
    private readonly clock: Clock,
    private readonly web: RunWeb,
  ) {}

  /** The agents of this installation. */
  get agentIds(): readonly AgentId[] {
    return this.team.agents.map((agent) => agent.id);
  }

  /**
   * Runs every agent that has no stored result, and returns the steps of all of them, each succeeded or failed.
   * @throws the reason of the claim's signal when the run stops meanwhile
   */
  async work(run: Run, { input, catalog }: RunMaterial, claim: RunClaim): Promise<AgentStep[]> {
    const opened = await this.steps.openAll(claim.fence, {
      agents: this.agentIds,
      basis: basisOf(this.team, run),
      at: this.clock.now(),
      lastSeen: claim.lastSeen,
      isFirst: run.epoch === 1 && run.retryOf === null,
    });
    const open = opened.filter((step) => step.status === 'running');
    this.announce(run, opened);
    const bench = this.team.bench(input, {
      asOf: run.options.asOf,
      seed: run.options.seed,
      catalog,
      web: this.web.of(claim.fence),
      decisions: run.decisions ?? [],
    });
    const done = new Map(
      opened.filter((step) => step.status !== 'running').map((step) => [step.agent, step]),
    );
    let line: Promise<unknown> = Promise.resolve();
    const settled = await Promise.allSettled(
      open.map(async (step) => {
        // A whole turn of the event loop between two beginnings: renewals and events go out while agents compute.
        await (line = line.then(() => turnOfTheLoop()));
        const ended = await this.runner.run({
          agent: this.agent(step.agent),
          step,
          bench,
          claim,
          options: run.options,
        });
        done.set(step.agent, ended);
        this.report(run, ended, done.size);
      }),
    );
    const broken = settled.find((one) => one.status === 'rejected');
    if (broken) throw broken.reason;
    return this.agentIds.map((agent) => done.get(agent) as AgentStep);
  }

  /** The stored steps, for a run that is past its agents. */
  stored(run: Run): Promise<AgentStep[]> {
    return this.steps.findAll(run.tenantId, run.id);
  }

  private agent(id: AgentId) {
    const agent = this.team.agents.find((one) => one.id === id);
    if (!agent) throw agentOfAnotherVersion(id);
    return agent;
  }

  /** Where each agent stands, also those that were finished before: whoever follows the events misses none. */
  private announce(run: Run, steps: readonly AgentStep[]): void {
    this.notices.note(
      run,
      steps.map((step) => ({
        type: 'agent.state' as const,
        agent: step.agent,
        status: step.status === 'succeeded' || step.status === 'failed' ? step.status : ('running' as const),
        attempt: step.attempts.length,
        at: (step.attempts.at(-1)?.startedAt ?? this.clock.now()).toISOString(),
      })),
    );
  }

  private report(run: Run, ended: AgentStep, done: number): void {
    const attempt = ended.attempts.at(-1);
    const at = attempt?.endedAt ?? this.clock.now();
    const total = this.team.agents.length;
    const events: RunEvent[] = [
      {
        type: 'agent.state',
        agent: ended.agent,
        status: ended.status === 'succeeded' ? 'succeeded' : 'failed',
        attempt: attempt?.number ?? 1,
        at: at.toISOString(),
        durationMs: attempt ? at.getTime() - attempt.startedAt.getTime() : 0,
        ...(attempt?.error ? { error: attempt.error } : {}),
      },
      {
        type: 'run.progress',
        percent: agentsPercent(done, total),
        step: done === total ? 'all agents are done' : `${ended.agent} is done`,
        done,
        total,
        at: at.toISOString(),
      },
    ];
    this.notices.note(run, events);
  }
}

/** While versions change over, an older worker may meet a run of a newer one: a newer worker will take it. */
function agentOfAnotherVersion(id: AgentId): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'run.agent-of-another-version',
    message: `The run has a step of ${id}, which is not an agent of this version.`,
  });
}
