import { Injectable } from '@nestjs/common';
import type { AssessmentInput } from '@app/assessments';
import { Clock } from '@app/kernel';
import { AgentPhase } from './agent-phase.service';
import { AgentTeam } from './agent-team';
import type { AgentStep, Run, RunProblem } from './run';
import type { RunClaim } from './run-claim';
import { RunConclusion, reasonOf } from './run-conclusion.service';
import { RunInputs, type RunMaterial } from './run-inputs.service';
import { RunTransitions } from './run-transitions.service';

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
    const validated = await this.validate(claim.run, { input, catalog }, claim);
    if (!validated) return;
    const steps = await this.analyse(validated, { input, catalog }, claim);
    if (!steps) return;
    await this.conclude(validated, input, steps, claim);
  }

  private async validate(run: Run, material: RunMaterial, claim: RunClaim): Promise<Run | null> {
    if (run.state !== 'queued' && run.state !== 'validating') return run;
    if (run.state === 'queued') {
      const startedAt = run.startedAt ?? this.clock.now();
      await this.transitions.advance(claim, { from: ['queued'], to: 'validating', startedAt });
    }
    const { input, catalog } = material;
    const problems = this.team.problemsOf(input, run.options.asOf, catalog);
    if (problems.length === 0)
      return this.transitions.advance(claim, { from: ['validating'], to: 'running' });
    await this.transitions.advance(claim, { from: ['validating'], to: 'failed', problems });
    return null;
  }

  /** The agents' steps, or null when too few of them succeeded and the run has failed. */
  private async analyse(
    run: Run,
    material: RunMaterial,
    claim: RunClaim,
  ): Promise<readonly AgentStep[] | null> {
    if (run.state !== 'running') return this.agents.stored(run);
    const steps = await this.agents.work(run, material, claim);
    const failed = steps.filter((step) => step.status !== 'succeeded').map((step) => step.agent);
    const problems: RunProblem[] = failed.map((agent) => ({
      code: 'agent.failed',
      message: reasonOf(agent, steps),
      agent,
    }));
    const succeeded = steps.length - failed.length;
    if (succeeded >= run.options.quorum) {
      const change = { from: ['running' as const], to: 'synthesising' as const };
      await this.transitions.advance(claim, { ...change, problems, missingAgents: failed });
      return steps;
    }
    const quorum: RunProblem = {
      code: 'run.below-quorum',
      message: `${succeeded} of ${steps.length} agents succeeded; the run asked for at least ${run.options.quorum}.`,
    };
    await this.transitions.advance(claim, {
      from: ['running'],
      to: 'failed',
      problems: [quorum, ...problems],
      missingAgents: failed,
    });
    return null;
  }

  private async conclude(
    run: Run,
    input: AssessmentInput,
    steps: readonly AgentStep[],
    claim: RunClaim,
  ): Promise<void> {
    // Only a claim before this one, past the agents, can have stored recommendations.
    const isFirst = run.epoch === 1 && run.state === 'running';
    const synthesis = await this.conclusion.synthesise(claim, steps, isFirst);
    claim.signal.throwIfAborted();
    const reporting =
      run.state === 'reporting'
        ? { run, written: Promise.resolve(run) }
        : this.transitions.begin(claim, { from: ['synthesising'], to: 'reporting' });
    // The report is made while the record learns of it; neither is under way any more when the other failed.
    const report = this.conclusion.report(claim, { run: reporting.run, input, steps }, synthesis);
    const [moved, made] = await Promise.allSettled([reporting.written, report]);
    if (moved.status === 'rejected') throw moved.reason;
    if (made.status === 'rejected') throw made.reason;
    const to = synthesis.missingAgents.length === 0 ? ('completed' as const) : ('partial' as const);
    const outcome = await this.conclusion.conclude(claim, steps, synthesis);
    await this.transitions.advance(claim, { from: ['reporting'], to, outcome });
  }
}
