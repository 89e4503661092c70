import { Injectable } from '@nestjs/common';
import type { AssessmentInput } from '@app/assessments';
import { Clock } from '@app/kernel';
import { AgentPhase } from './agent-phase.service';
import { AgentTeam } from './agent-team';
import { allSettled } from './all-settled';
import type { AgentStep, Run, RunProblem } from './run';
import type { RunClaim } from './run-claim';
import { RunConclusion, reasonOf } from './run-conclusion.service';
import { RunInputs, type RunMaterial } from './run-inputs.service';
import { outcomeOf } from './run-outcome';
import type { Transition } from './run-transition';
import { RunTransitions } from './run-transitions.service';

/** A run whose agents are done, and how the record comes to know that its report is made. */
interface Analysed {
  readonly steps: readonly AgentStep[];
  /** Null where the record knows already. */
  readonly reporting: Pick<Transition, 'from' | 'problems' | 'missingAgents'> | null;
}

/** The way of a run from the queue to its end. Each stretch begins where the record says the last one stopped. */
@Injectable()
export class RunJourney {
  constructor(
    private readonly inputs: RunInputs,
    private readonly team: AgentTeam,
    private readonly agents: AgentPhase,
    private readonly conclusion: RunConclusion,
    private readonly transitions: RunTransitions,
    private readonly clock: Clock,
  ) {}

  /** Takes a claimed run as far as it goes. Every end that the run itself can reach is written, good or bad. */
  async travel(claim: RunClaim): Promise<void> {
    const [input, catalog] = await Promise.all([this.inputs.of(claim.run), this.inputs.catalogOf(claim.run)]);
    const analysed = await this.analyse({ input, catalog }, claim);
    if (analysed) await this.conclude(input, analysed, claim);
  }

  /** The agents' part; null when the run has failed in it. */
  private async analyse(material: RunMaterial, claim: RunClaim): Promise<Analysed | null> {
    const { state } = claim.run;
    if (state === 'reporting' || state === 'synthesising') {
      const steps = await this.agents.stored(claim.run);
      return { steps, reporting: state === 'reporting' ? null : { from: ['synthesising'] } };
    }
    const opened = state === 'running' ? await this.agents.open(claim) : await this.begin(material, claim);
    if (!opened) return null;
    return this.judge(await this.agents.work(material, opened, claim), claim);
  }

  /** Into the state in which the agents work, with their steps open; null when contradictions ended the run. */
  private async begin(
    { input, catalog }: RunMaterial,
    claim: RunClaim,
  ): Promise<readonly AgentStep[] | null> {
    const { run } = claim;
    if (run.state === 'queued') {
      const startedAt = run.startedAt ?? this.clock.now();
      await this.transitions.advance(claim, { from: ['queued'], to: 'validating', startedAt });
    }
    const problems = this.team.problemsOf(input, run.options.asOf, catalog);
    if (problems.length > 0) {
      await this.transitions.advance(claim, { from: ['validating'], to: 'failed', problems });
      return null;
    }
    const moved = this.transitions.advance(claim, { from: ['validating'], to: 'running' });
    // Opening steps that somebody had before says something of them, which must not be said of a run that was paused.
    if (!claim.isFirst) await moved;
    const opened = this.agents.open(claim);
    try {
      return (await allSettled(moved, opened))[1];
    } catch (error) {
      await this.agents.closeUnbegun(claim);
      throw error;
    }
  }

  /** What the agents' results make of the run: the way on, or null when too few of them succeeded and it has failed. */
  private async judge(steps: readonly AgentStep[], claim: RunClaim): Promise<Analysed | null> {
    const { quorum } = claim.run.options;
    const missingAgents = steps.filter((step) => step.status !== 'succeeded').map((step) => step.agent);
    const problems: RunProblem[] = missingAgents.map((agent) => ({
      code: 'agent.failed',
      message: reasonOf(agent, steps),
      agent,
    }));
    const from = ['running' as const];
    const succeeded = steps.length - missingAgents.length;
    if (succeeded >= quorum) return { steps, reporting: { from, problems, missingAgents } };
    const tooFew: RunProblem = {
      code: 'run.below-quorum',
      message: `${succeeded} of ${steps.length} agents succeeded; the run asked for at least ${quorum}.`,
    };
    const change = { from, to: 'failed' as const, problems: [tooFew, ...problems], missingAgents };
    await this.transitions.advance(claim, change);
    return null;
  }

  private async conclude(
    input: AssessmentInput,
    { steps, reporting }: Analysed,
    claim: RunClaim,
  ): Promise<void> {
    claim.signal.throwIfAborted();
    const joinedAt = this.clock.now();
    const synthesis = this.conclusion.join(claim, steps);
    const { run, written } = reporting
      ? this.transitions.begin(claim, { ...reporting, ...wayToReporting(reporting, joinedAt) })
      : { run: claim.run, written: Promise.resolve(claim.run) };
    // What is recommended is stored, and the report is made, while the record learns of it.
    const [, , report] = await allSettled(
      written,
      this.conclusion.keep(claim, synthesis),
      this.conclusion.report({ run, input, steps }, synthesis),
    );
    await this.conclusion.conclude(claim, report, synthesis);
    const to = synthesis.missingAgents.length === 0 ? ('completed' as const) : ('partial' as const);
    await this.transitions.advance(claim, { from: ['reporting'], to, outcome: outcomeOf(steps, synthesis) });
  }
}

/** Joining findings takes a moment in which nothing is written: the record learns of it with what comes next. */
function wayToReporting({ from }: { readonly from: readonly Run['state'][] }, joinedAt: Date) {
  const isJoined = from.includes('synthesising');
  return {
    to: 'reporting' as const,
    passing: isJoined ? [] : [{ state: 'synthesising' as const, at: joinedAt }],
  };
}
