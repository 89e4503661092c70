import { Injectable } from '@nestjs/common';
import type { AgentId } from '@app/agents';
import { AssessmentsService } from '@app/assessments';
import { ReportDocumentRepository } from '@app/reports';
import { type RunDetail, RunsService, isTerminal } from '@app/runs';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { compareInSteps } from './compare-runs';
import type { ComparedRun } from './compared-run';
import type { RunComparison } from './comparison';
import { nothingToCompare, notYetComparable } from './comparison.errors';

/** Whoever reads a comparison page by page asks for the same one several times. */
const KEPT = 8;

/** Compares runs of a tenant, of one assessment or of different ones. */
@Injectable()
export class ComparisonService {
  /** In the order of their last use. A report never changes once its run has ended. */
  private readonly kept = new Map<string, Promise<RunComparison>>();

  constructor(
    private readonly runs: RunsService,
    private readonly reports: ReportDocumentRepository,
    private readonly assessments: AssessmentsService,
  ) {}

  /**
   * What two runs say differently, and why.
   * @throws run.not-found, comparison.not-ready, comparison.no-result
   */
  async compare(tenantId: string, fromId: string, toId: string): Promise<RunComparison> {
    const [from, to] = await Promise.all([this.ended(tenantId, fromId), this.ended(tenantId, toId)]);
    const key = JSON.stringify([tenantId, from.id, to.id]);
    const known = this.kept.get(key);
    const made = known ?? this.make(from, to);
    this.kept.delete(key);
    this.kept.set(key, made);
    if (!known) made.catch(() => this.kept.delete(key));
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
    return made;
  }

  private async ended(tenantId: string, runId: string): Promise<RunDetail> {
    const run = await this.runs.get(tenantId, runId);
    if (run.state === 'completed' || run.state === 'partial') return run;
    throw isTerminal(run.state) ? nothingToCompare(runId, run.state) : notYetComparable(runId, run.state);
  }

  private async make(from: RunDetail, to: RunDetail): Promise<RunComparison> {
    const isOtherTeam = [...from.missingAgents].sort().join() !== [...to.missingAgents].sort().join();
    const steps = compareInSteps(await this.side(from, isOtherTeam), await this.side(to, isOtherTeam));
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value;
      await turnOfTheLoop();
    }
  }

  private async side(run: RunDetail, withAgents: boolean): Promise<ComparedRun> {
    const { tenantId, id, assessmentId, assessmentVersion } = run;
    const [report, version, agentsOf] = await Promise.all([
      this.reports.findByRun(tenantId, id),
      this.assessments.getVersion(tenantId, assessmentId, assessmentVersion),
      withAgents ? this.agentsOf(tenantId, id) : undefined,
    ]);
    if (!report) throw nothingToCompare(id, run.state);
    const { decisions = [], options } = run;
    const facts = { assessmentId, assessmentVersion, input: version.input, decisions, seed: options.seed };
    return { document: report.document, facts: agentsOf ? { ...facts, agentsOf } : facts };
  }

  /** Which agents gave each figure of a run. */
  private async agentsOf(
    tenantId: string,
    runId: string,
  ): Promise<ReadonlyMap<string, ReadonlySet<AgentId>>> {
    const makers = new Map<string, Set<AgentId>>();
    for (const { agent, output } of await this.runs.results(tenantId, runId)) {
      for (const { id } of output?.figures ?? []) {
        const known = makers.get(id);
        if (known) known.add(agent);
        else makers.set(id, new Set([agent]));
      }
    }
    return makers;
  }
}
