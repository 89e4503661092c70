import { Injectable } from '@nestjs/common';
import type { Assessment } from '@app/assessments';
import { Clock } from '@app/kernel';
import { OverridesService } from '@app/overrides';
import { AppConfig, RequestContext, SharedAnswers } from '@app/platform';
import { DecisionOverrideRepository } from '@app/synthesis';
import type { Run, RunOptions } from './run';
import { NOTHING_SPENT } from './run-expenses';
import { limitPassed, noModelToWord } from './run.errors';

/** What a client may choose for a run. */
export type StartRun = Partial<RunOptions>;

type RunOrigin = Pick<
  Run,
  | 'assessmentId'
  | 'assessmentVersion'
  | 'assessmentName'
  | 'options'
  | 'retryOf'
  | 'decisions'
  | 'overridesVersion'
>;

type PinOrigin = Pick<Run, 'tenantId' | 'assessmentId'>;

/** Makes new runs: queued, untouched, with every option set. */
@Injectable()
export class RunFactory {
  private readonly pins = new SharedAnswers(
    (origin: PinOrigin) => this.pinsOf(origin),
    ({ tenantId, assessmentId }) => JSON.stringify([tenantId, assessmentId]),
  );

  constructor(
    private readonly config: AppConfig,
    private readonly context: RequestContext,
    private readonly clock: Clock,
    private readonly overrides: DecisionOverrideRepository,
    private readonly ownFiles: OverridesService,
  ) {}

  /**
   * A run of the newest version of an assessment.
   * @throws run.no-model where it requires one and none is configured
   * @throws run.limit-passed where it asks for more than RUN_BUDGET_USD or AGENT_TOKEN_BUDGET
   */
  ofAssessment(tenantId: string, id: string, assessment: Assessment, request: StartRun): Run {
    return this.make(tenantId, id, {
      assessmentId: assessment.id,
      assessmentVersion: assessment.version,
      assessmentName: assessment.input.name,
      options: this.optionsFor(request),
      retryOf: null,
    });
  }

  /** The run pinned to what people have decided on its assessment, and to the tenant's own facts, of this moment. */
  async pinned(run: Run): Promise<Run> {
    const { decisions, overridesVersion } = await this.pins.ask(run);
    return { ...run, overridesVersion, ...(decisions.length === 0 ? {} : { decisions }) };
  }

  private async pinsOf({ tenantId, assessmentId }: PinOrigin) {
    const [decisions, overridesVersion] = await Promise.all([
      this.overrides.listStanding(tenantId, assessmentId),
      this.ownFiles.currentVersion(tenantId),
    ]);
    return { decisions, overridesVersion };
  }

  /**
   * A run of the same input and facts under the same options, but for what it may spend: that is no more than a run may now.
   * @throws run.no-model, as above
   */
  retryOf(old: Run, id: string): Run {
    const { AGENT_TOKEN_BUDGET, RUN_BUDGET_USD } = this.config.env;
    const options: RunOptions = {
      ...old.options,
      agentTokenBudget: Math.min(old.options.agentTokenBudget, AGENT_TOKEN_BUDGET),
      budgetUsd: Math.min(old.options.budgetUsd, RUN_BUDGET_USD),
    };
    return this.make(old.tenantId, id, { ...old, options, retryOf: old.id });
  }

  private make(tenantId: string, id: string, origin: RunOrigin): Run {
    const now = this.clock.now();
    // Nothing would come of it but eleven failures.
    if (origin.options.narration === 'required' && this.config.env.LLM_CHAIN.length === 0)
      throw noModelToWord();
    return {
      id,
      tenantId,
      assessmentId: origin.assessmentId,
      assessmentVersion: origin.assessmentVersion,
      assessmentName: origin.assessmentName,
      options: origin.options,
      overridesVersion: origin.overridesVersion ?? 0,
      retryOf: origin.retryOf,
      ...(origin.decisions?.length ? { decisions: origin.decisions } : {}),
      correlationId: this.context.correlationId,
      state: 'queued',
      epoch: 0,
      phases: [{ name: 'queued', startedAt: now, endedAt: null }],
      problems: [],
      missingAgents: [],
      spending: NOTHING_SPENT,
      createdAt: now,
      startedAt: null,
      endedAt: null,
    };
  }

  private optionsFor(request: StartRun): RunOptions {
    const { env } = this.config;
    return {
      quorum: request.quorum ?? env.RUN_QUORUM,
      asOf: request.asOf ?? this.clock.now().toISOString().slice(0, 10),
      seed: request.seed ?? 1,
      agentTimeoutMs: request.agentTimeoutMs ?? env.AGENT_TIMEOUT_MS,
      agentAttempts: request.agentAttempts ?? env.AGENT_ATTEMPTS,
      agentTokenBudget: this.within('agentTokenBudget', request, 'AGENT_TOKEN_BUDGET'),
      budgetUsd: this.within('budgetUsd', request, 'RUN_BUDGET_USD'),
      narration: request.narration ?? env.RUN_NARRATION,
    };
  }
  /** Clients choose, but it is the operator's key that pays. */
  private within(
    option: 'agentTokenBudget' | 'budgetUsd',
    request: StartRun,
    variable: 'AGENT_TOKEN_BUDGET' | 'RUN_BUDGET_USD',
  ): number {
    const most = this.config.env[variable];
    const wish = request[option] ?? most;
    if (wish > most) throw limitPassed({ option, wish, most, variable });
    return wish;
  }
}
