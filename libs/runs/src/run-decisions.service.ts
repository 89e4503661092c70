import { Injectable } from '@nestjs/common';
import { AGENT_IDS, isDecidable, isDutyKey } from '@app/agents';
import { AssessmentsService } from '@app/assessments';
import { Clock } from '@app/kernel';
import {
  type DecisionOverride,
  DecisionOverrideRepository,
  type DecisionVersion,
  type SettledDecision,
  synthesise,
} from '@app/synthesis';
import { AgentStepRepository } from './agent-step.repository';
import {
  decisionChanged,
  notDecided,
  nothingToDecide,
  optionNotProposed,
  unknownDecision,
} from './decision.errors';
import type { Run } from './run';
import { runNotFound } from './run.errors';
import { RunRepository } from './run.repository';

/** Every choice on which the agents of a run voted, settled. Of a run under way: by those that have finished. */
export interface ConflictBoard {
  readonly run: Run;
  readonly decisions: readonly SettledDecision[];
}

/** What a person says when they decide. */
export interface PersonsWords {
  readonly by: string;
  readonly why: string;
}

/** Runs of an assessment that are looked through for what was proposed last. */
const LOOKED_AT = 10;
const MOST_VERSIONS = 50;

/** The conflict board of a run, and what people decide on the choices of an assessment for its next runs. */
@Injectable()
export class RunDecisions {
  constructor(
    private readonly runs: RunRepository,
    private readonly steps: AgentStepRepository,
    private readonly overrides: DecisionOverrideRepository,
    private readonly assessments: AssessmentsService,
    private readonly clock: Clock,
  ) {}

  /** @throws run.not-found */
  async board(tenantId: string, runId: string): Promise<ConflictBoard> {
    const run = await this.runs.find(tenantId, runId);
    if (!run) throw runNotFound(runId);
    return { run, decisions: await this.decisionsOf(run) };
  }

  /** What people decided and have not withdrawn. @throws assessment.not-found */
  async standing(tenantId: string, assessmentId: string): Promise<DecisionOverride[]> {
    await this.assessments.get(tenantId, assessmentId);
    return this.overrides.listStanding(tenantId, assessmentId);
  }

  /** All that was decided on one choice, newest first. @throws assessment.not-found, decision.not-decided */
  async history(tenantId: string, assessmentId: string, key: string): Promise<DecisionVersion[]> {
    await this.assessments.get(tenantId, assessmentId);
    const versions = await this.overrides.listVersions(tenantId, assessmentId, key, MOST_VERSIONS);
    if (versions.length === 0) throw notDecided(assessmentId, key);
    return versions;
  }

  /**
   * Decides a choice for the runs to come, among what agents of the newest run propose; whether a framework applies,
   * and how many replicas there are, whatever they propose. Runs accepted before keep what stood then.
   * @throws assessment.not-found, decision.nothing-proposed, decision.unknown-key, decision.option-not-proposed
   * @throws decision.changed when it is not at `expected` (undefined: whatever it is at)
   */
  async decide(
    tenantId: string,
    assessmentId: string,
    key: string,
    wish: PersonsWords & { readonly option: string },
    expected?: number,
  ): Promise<DecisionVersion> {
    await this.assessments.get(tenantId, assessmentId);
    const decisions = await this.lastProposed(tenantId, assessmentId);
    const decision = decisions.find((one) => one.key === key);
    if (!decision && !isDutyKey(key)) throw unknownDecision(key, decisions);
    const isProposed = decision?.votes.some((vote) => vote.option === wish.option);
    if (!isProposed && !isDecidable(key, wish.option)) {
      throw optionNotProposed(wish.option, key, decision);
    }
    return this.write(tenantId, assessmentId, key, wish, expected);
  }

  /** Gives the choice back to the rule. @throws assessment.not-found, decision.not-decided, decision.changed */
  async withdraw(
    tenantId: string,
    assessmentId: string,
    key: string,
    words: PersonsWords,
    expected?: number,
  ): Promise<DecisionVersion> {
    await this.assessments.get(tenantId, assessmentId);
    const current = await this.overrides.find(tenantId, assessmentId, key);
    if (current?.option == null) throw notDecided(assessmentId, key);
    return this.write(tenantId, assessmentId, key, { ...words, option: null }, expected);
  }

  private async write(
    tenantId: string,
    assessmentId: string,
    key: string,
    wish: PersonsWords & { readonly option: string | null },
    expected: number | undefined,
  ): Promise<DecisionVersion> {
    const current = await this.overrides.find(tenantId, assessmentId, key);
    const version = current?.version ?? 0;
    if (expected !== undefined && expected !== version) throw decisionChanged(key, expected, version);
    const { option, why, by } = wish;
    const decidedAt = this.clock.now().toISOString();
    const next = { key, version: version + 1, option, why, by, decidedAt };
    if (await this.overrides.replace(tenantId, assessmentId, current, next)) return next;
    // Somebody was faster. That settles it for who expected a version; who did not builds on theirs.
    return this.write(tenantId, assessmentId, key, wish, expected);
  }

  /** The choices of the newest run of which any agent has voted. */
  private async lastProposed(tenantId: string, assessmentId: string): Promise<readonly SettledDecision[]> {
    const page = await this.runs.list(tenantId, { assessmentId }, { limit: LOOKED_AT, afterId: null });
    for (const run of page.items) {
      const decisions = await this.decisionsOf(run);
      if (decisions.length > 0) return decisions;
    }
    throw nothingToDecide(assessmentId);
  }

  private async decisionsOf(run: Run): Promise<readonly SettledDecision[]> {
    const steps = await this.steps.findAll(run.tenantId, run.id);
    const outputs = steps.flatMap((step) =>
      step.status === 'succeeded' && step.output ? [step.output] : [],
    );
    return synthesise(outputs, AGENT_IDS, run.decisions).decisions;
  }
}
