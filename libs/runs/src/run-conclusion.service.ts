import { Injectable } from '@nestjs/common';
import type { AgentId, AgentOutput } from '@app/agents';
import { AGENT_IDS } from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { Clock } from '@app/kernel';
import { PRODUCT_VERSION } from '@app/platform';
import type { ReportFacts, SealedReport } from '@app/reports';
import { ReportDocumentRepository, buildReport, requireSound, sealReport } from '@app/reports';
import type { RunHold, SynthesisResult } from '@app/synthesis';
import { FollowUpRepository, RecommendationRepository, synthesise } from '@app/synthesis';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { allSettled } from './all-settled';
import type { AgentStep, Run } from './run';
import type { RunClaim } from './run-claim';
import { expensesOf } from './run-expenses';
import { FencedError } from './run.errors';

/** What the agents' part of a run left to conclude from. */
export interface RunFacts {
  readonly run: Run;
  readonly input: AssessmentInput;
  readonly steps: readonly AgentStep[];
}

/** Joins the agents' findings and makes the report. Both can be done again with the same result. */
@Injectable()
export class RunConclusion {
  constructor(
    private readonly recommendations: RecommendationRepository,
    private readonly reports: ReportDocumentRepository,
    private readonly followUps: FollowUpRepository,
    private readonly clock: Clock,
  ) {}

  /** Merges what the agents said. */
  join(claim: RunClaim, steps: readonly AgentStep[]): SynthesisResult {
    return synthesise(outputsOf(steps), AGENT_IDS, claim.run.decisions);
  }

  /** Stores what is recommended. @throws run.fenced */
  async keep(claim: RunClaim, { recommendations }: SynthesisResult): Promise<void> {
    const hold = holdOf(claim);
    const isSaved = await this.recommendations.saveForRun(hold, recommendations, { isFirst: claim.isFirst });
    if (!isSaved) throw new FencedError(hold.runId, hold.epoch);
  }

  /** Builds and checks the report. @throws report.defective listing what does not hold together; report.too-large */
  async report({ run, input, steps }: RunFacts, synthesis: SynthesisResult): Promise<SealedReport> {
    // What was asked of the stores before goes out first.
    await turnOfTheLoop();
    const facts = {
      run: {
        id: run.id,
        state: synthesis.missingAgents.length === 0 ? 'completed' : 'partial',
        startedAt: run.startedAt ?? run.createdAt,
        // The moment is the record's, so that doing this again gives the same bytes.
        endedAt: run.phases.at(-1)?.startedAt ?? run.createdAt,
        asOf: run.options.asOf,
        ...(run.usage ? { use: { ...run.usage, modelTokens: expensesOf(run).tokens } } : {}),
        spending: { tokens: expensesOf(run).tokens, usd: expensesOf(run).usd },
        agents: steps.flatMap(toSpan),
        missing: synthesis.missingAgents.map((agent) => ({ agent, reason: reasonOf(agent, steps) })),
      },
      input,
      outputs: outputsOf(steps),
      synthesis,
      recommendations: synthesis.recommendations,
      versions: versionsOf(run),
    } satisfies ReportFacts;
    // Building, checking and sealing are each the work of a moment; renewals and events go out in between.
    const document = buildReport(facts);
    await turnOfTheLoop();
    requireSound(document, facts);
    await turnOfTheLoop();
    return sealReport(document);
  }

  /** Stores the report and follows up what is recommended: the last step before the run ends. @throws run.fenced */
  async conclude(claim: RunClaim, report: SealedReport, synthesis: SynthesisResult): Promise<void> {
    const { tenantId, runId, epoch } = claim.fence;
    const [isSaved] = await allSettled(
      this.reports.save(tenantId, report, epoch),
      this.followUps.follow(holdOf(claim), synthesis.recommendations, this.clock.now()),
    );
    if (!isSaved) throw new FencedError(runId, epoch);
  }
}

/** What a reader needs to make the same again. */
function versionsOf({ overridesVersion = 0 }: Run): Record<string, string> {
  const versions = { 'Infra Mind': PRODUCT_VERSION, 'Catalog as of': loadCatalog().asOf };
  return overridesVersion === 0
    ? versions
    : { ...versions, 'Own catalog files': `version ${overridesVersion}` };
}

function holdOf({ fence, run }: RunClaim): RunHold {
  return { ...fence, assessmentId: run.assessmentId };
}

/** Why an agent has no result, in words. */
export function reasonOf(agent: AgentId, steps: readonly AgentStep[]): string {
  const last = steps.find((step) => step.agent === agent)?.attempts.at(-1);
  return last?.error ?? 'it did not finish';
}

function outputsOf(steps: readonly AgentStep[]): AgentOutput[] {
  return steps.flatMap((step) => (step.status === 'succeeded' && step.output ? [step.output] : []));
}

function toSpan(step: AgentStep) {
  const [first] = step.attempts;
  const endedAt = step.attempts.at(-1)?.endedAt;
  if (!first || !endedAt) return [];
  return [
    {
      agent: step.agent,
      startedAt: first.startedAt,
      endedAt,
      attempts: step.attempts.length,
      carriedOver: step.carriedFrom !== null,
    },
  ];
}
