import { Injectable } from '@nestjs/common';
import type { Assessment } from '@app/assessments';
import type { Page, PageRequest } from '@app/database';
import { isDuplicateKey } from '@app/database';
import { Clock, newId } from '@app/kernel';
import { AppConfig } from '@app/platform';
import { JobQueue } from '@app/queue';
import { AgentStepRepository } from './agent-step.repository';
import type { AgentStep, Run, RunOptions } from './run';
import type { RunDetail } from './run-detail';
import { runNotFound, runNotIn } from './run.errors';
import { runJob } from './run.job';
import { RunNotices } from './run-notices';
import type { RunFilter } from './run.repository';
import { RunRepository } from './run.repository';
import type { RunState } from './run-state';

/** What a client may choose for a run. */
export type StartRun = Partial<RunOptions>;

const CANCELLABLE: readonly RunState[] = [
  'queued',
  'validating',
  'running',
  'pausing',
  'paused',
  'synthesising',
  'reporting',
];
const PAUSABLE: readonly RunState[] = ['queued', 'validating', 'running'];
const RETRYABLE: readonly RunState[] = ['failed', 'partial', 'cancelled'];

/** Starting, watching and steering runs, for the API. */
@Injectable()
export class RunsService {
  constructor(
    private readonly runs: RunRepository,
    private readonly steps: AgentStepRepository,
    private readonly queue: JobQueue,
    private readonly notices: RunNotices,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Stores a run and enqueues it. Starting again under the same id gives the run that is there. */
  async start(tenantId: string, assessment: Assessment, request: StartRun, id = newId()): Promise<Run> {
    const run = this.fresh(tenantId, id, {
      assessmentId: assessment.id,
      assessmentVersion: assessment.version,
      assessmentName: assessment.input.name,
      options: this.optionsFor(request),
      retryOf: null,
    });
    return this.accept(run);
  }

  /** @throws run.not-found */
  async get(tenantId: string, runId: string): Promise<RunDetail> {
    const [run, steps] = await Promise.all([
      this.runs.find(tenantId, runId),
      this.steps.findSummaries(tenantId, runId),
    ]);
    if (!run) throw runNotFound(runId);
    return { ...run, steps };
  }

  list(tenantId: string, filter: RunFilter, page: PageRequest): Promise<Page<Run>> {
    return this.runs.list(tenantId, filter, page);
  }

  /** Each agent's checkpoint with its output. @throws run.not-found */
  async results(tenantId: string, runId: string): Promise<AgentStep[]> {
    const [run, steps] = await Promise.all([
      this.runs.find(tenantId, runId),
      this.steps.findAll(tenantId, runId),
    ]);
    if (!run) throw runNotFound(runId);
    return steps;
  }

  /** Ends a run now; what its agents had finished stays readable. @throws run.cannot-cancel on a final state */
  async cancel(tenantId: string, runId: string): Promise<RunDetail> {
    const at = this.clock.now();
    const run = await this.runs.direct(
      tenantId,
      runId,
      { from: CANCELLABLE, to: 'cancelled', at },
      { fenceOff: true },
    );
    return this.told(run, tenantId, runId, 'cancel', CANCELLABLE);
  }

  /** Halts a run at its next checkpoint. @throws run.cannot-pause when it is past the agents or final */
  async pause(tenantId: string, runId: string): Promise<RunDetail> {
    const at = this.clock.now();
    const waiting = await this.runs.direct(
      tenantId,
      runId,
      { from: ['queued'], to: 'paused', at },
      { fenceOff: true },
    );
    const run =
      waiting ??
      (await this.runs.direct(
        tenantId,
        runId,
        { from: ['validating', 'running'], to: 'pausing', at },
        { fenceOff: false },
      ));
    return this.told(run, tenantId, runId, 'pause', PAUSABLE);
  }

  /** Puts a paused run back into the queue. @throws run.cannot-resume when it is not paused */
  async resume(tenantId: string, runId: string): Promise<RunDetail> {
    const at = this.clock.now();
    const run = await this.runs.direct(
      tenantId,
      runId,
      { from: ['paused'], to: 'queued', at },
      { fenceOff: false },
    );
    const detail = await this.told(run, tenantId, runId, 'resume', ['paused']);
    await this.enqueue(detail);
    return detail;
  }

  /**
   * Starts a new run that takes over the finished agents of an ended one and does only the rest.
   * @throws run.cannot-retry when the old run is still under way or complete
   */
  async retry(tenantId: string, runId: string, id = newId()): Promise<Run> {
    const old = await this.runs.find(tenantId, runId);
    if (!old) throw runNotFound(runId);
    if (!RETRYABLE.includes(old.state)) throw runNotIn(old.state, 'retry', RETRYABLE);
    const finished = (await this.steps.findAll(tenantId, runId)).filter(
      (step) => step.status === 'succeeded',
    );
    await this.steps.carryOver(finished, id);
    return this.accept(this.fresh(tenantId, id, { ...old, retryOf: old.id }));
  }

  private async accept(run: Run): Promise<Run> {
    try {
      await this.runs.insert(run);
    } catch (error) {
      const known = isDuplicateKey(error) ? await this.runs.find(run.tenantId, run.id) : null;
      if (!known) throw error;
      return known;
    }
    await this.notices.stateChanged(run);
    await this.enqueue(run);
    return run;
  }

  /** A run whose job could not be added is accepted all the same: the sweeper adds it. */
  private async enqueue(run: Run): Promise<void> {
    await this.notices.tolerate('enqueue', () =>
      this.queue.enqueue(runJob, {
        id: run.id,
        tenantId: run.tenantId,
        payload: { tenantId: run.tenantId, runId: run.id },
      }),
    );
  }

  private async told(
    run: Run | null,
    tenantId: string,
    runId: string,
    wish: string,
    allowed: readonly RunState[],
  ): Promise<RunDetail> {
    if (!run) {
      const known = await this.get(tenantId, runId);
      throw runNotIn(known.state, wish, allowed);
    }
    await this.notices.steered(run);
    return { ...run, steps: await this.steps.findSummaries(tenantId, runId) };
  }

  private fresh(
    tenantId: string,
    id: string,
    of: Pick<Run, 'assessmentId' | 'assessmentVersion' | 'assessmentName' | 'options' | 'retryOf'>,
  ): Run {
    const now = this.clock.now();
    return {
      id,
      tenantId,
      assessmentId: of.assessmentId,
      assessmentVersion: of.assessmentVersion,
      assessmentName: of.assessmentName,
      options: of.options,
      retryOf: of.retryOf,
      state: 'queued',
      epoch: 0,
      phases: [{ name: 'queued', startedAt: now, endedAt: null }],
      problems: [],
      missingAgents: [],
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
      agentTokenBudget: request.agentTokenBudget ?? env.AGENT_TOKEN_BUDGET,
    };
  }
}
