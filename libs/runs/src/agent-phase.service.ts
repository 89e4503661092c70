import { Injectable } from '@nestjs/common';
import type { AgentId } from '@app/agents';
import type { RunEvent } from '@app/events';
import { AppError, Clock } from '@app/kernel';
import { AgentRunner } from './agent-runner.service';
import { AgentStepRepository } from './agent-step.repository';
import { AgentTeam, basisOf } from './agent-team';
import type { AgentStep, Run } from './run';
import type { RunClaim } from './run-claim';
import type { RunMaterial } from './run-inputs.service';
import { RunNotices } from './run-notices';
import { agentsPercent } from './run-detail';
import { RunWeb } from './run-web.service';
import { TurnLine } from './turn-line';

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

  /** The steps of a claimed run, taken over or new; those without a result are open for this claim. */
  open({ fence, lastSeen, isFirst, run }: RunClaim): Promise<AgentStep[]> {
    return this.steps.openAll(fence, {
      agents: this.agentIds,
      basis: basisOf(this.team, run),
      at: this.clock.now(),
      lastSeen,
      isFirst: isFirst && run.retryOf === null,
    });
  }

  /** Says of steps that were opened for a run which then did not begin that nobody tried them. */
  async closeUnbegun({ fence }: RunClaim): Promise<void> {
    await this.notices.tolerate('steps', () => this.steps.closeUnbegun(fence));
  }

  /**
   * Runs every agent whose step is open, and returns the steps of all of them, each succeeded or failed.
   * @throws the reason of the claim's signal when the run stops meanwhile
   */
  async work(
    { input, catalog }: RunMaterial,
    opened: readonly AgentStep[],
    claim: RunClaim,
  ): Promise<AgentStep[]> {
    const { run } = claim;
    const { asOf, seed } = run.options;
    this.announce(run, opened);
    const { decisions = [] } = run;
    const bench = this.team.bench(input, { asOf, seed, catalog, decisions, web: this.web.of(claim.fence) });
    const isOpen = (step: AgentStep) => step.status === 'running';
    const done = new Map(opened.filter((step) => !isOpen(step)).map((step) => [step.agent, step]));
    const line = new TurnLine();
    const settled = await Promise.allSettled(
      opened.filter(isOpen).map(async (step) => {
        await line.next();
        const agent = this.agent(step.agent);
        const ended = await this.runner.run({ agent, step, bench, claim, options: run.options });
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
