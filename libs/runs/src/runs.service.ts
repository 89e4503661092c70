import { Injectable } from '@nestjs/common';
import type { Assessment } from '@app/assessments';
import type { Page, PageRequest } from '@app/database';
import { isDuplicateKey } from '@app/database';
import { Clock, newId } from '@app/kernel';
import type { Ticket } from '@app/queue';
import { AgentStepRepository } from './agent-step.repository';
import type { AgentStep, Run } from './run';
import type { RunDetail } from './run-detail';
import { detailOf } from './run-detail';
import { runNotFound, runNotIn } from './run.errors';
import type { StartRun } from './run-factory';
import { RunFactory } from './run-factory';
import { RunNotices } from './run-notices';
import { RunQueue } from './run-queue.service';
import type { RunFilter } from './run.repository';
import { RunRepository } from './run.repository';
import type { RunState } from './run-state';
import { RUN_STATES, isTerminal } from './run-state';

const CANCELLABLE = RUN_STATES.filter((state) => !isTerminal(state));
const PAUSABLE: readonly RunState[] = ['queued', 'validating', 'running'];
const RETRYABLE: readonly RunState[] = ['failed', 'partial', 'cancelled'];

/** What a person wants of a run, and when that is possible. */
interface Steering {
  readonly tenantId: string;
  readonly runId: string;
  readonly wish: 'cancel' | 'pause' | 'resume';
  readonly allowed: readonly RunState[];
}

/** Starting, watching and steering runs, for the API. */
@Injectable()
export class RunsService {
  constructor(
    private readonly runs: RunRepository,
    private readonly steps: AgentStepRepository,
    private readonly queue: RunQueue,
    private readonly notices: RunNotices,
    private readonly factory: RunFactory,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a run and enqueues it. Starting again under the same id gives the run that is there.
   * @throws run.queue-full, redis.unavailable before anything is stored
   */
  async start(tenantId: string, assessment: Assessment, request: StartRun, id?: string): Promise<Run> {
    const run = this.factory.ofAssessment(tenantId, id ?? newId(), assessment, request);
    // Looked up while a place in the queue is taken: neither waits for the other.
    const pinned = this.factory.pinned(run);
    pinned.catch(() => undefined);
    return this.accept(tenantId, id, () => pinned);
  }

  /** @throws run.not-found */
  async get(tenantId: string, runId: string): Promise<RunDetail> {
    const [run, steps] = await Promise.all([
      this.runs.find(tenantId, runId),
      this.steps.findSummaries(tenantId, runId),
    ]);
    if (!run) throw runNotFound(runId);
    return detailOf(run, steps);
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
    return this.told(run, at, { tenantId, runId, wish: 'cancel', allowed: CANCELLABLE });
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
    return this.told(run, at, { tenantId, runId, wish: 'pause', allowed: PAUSABLE });
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
    const detail = await this.told(run, at, { tenantId, runId, wish: 'resume', allowed: ['paused'] });
    await this.enqueue(detail);
    return detail;
  }

  /**
   * Starts a new run that takes over the finished agents of an ended one and does only the rest.
   * @throws run.cannot-retry when the old run is still under way or complete
   * @throws run.queue-full, redis.unavailable before anything is stored
   */
  async retry(tenantId: string, runId: string, id?: string): Promise<Run> {
    const old = await this.runs.find(tenantId, runId);
    if (!old) throw runNotFound(runId);
    if (!RETRYABLE.includes(old.state)) throw runNotIn(old.state, 'retry', RETRYABLE);
    return this.accept(tenantId, id, async () => {
      const newRunId = id ?? newId();
      const finished = (await this.steps.findAll(tenantId, runId)).filter(
        (step) => step.status === 'succeeded',
      );
      await this.steps.carryOver(finished, newRunId);
      return this.factory.retryOf(old, newRunId);
    });
  }

  /** Takes a place in the queue first: what is refused leaves nothing behind. */
  private async accept(tenantId: string, id: string | undefined, make: () => Promise<Run>): Promise<Run> {
    const place = await this.placeFor(tenantId, id);
    if ('run' in place) return place.run;
    let run: Run;
    try {
      run = await make();
      await this.runs.insert(run);
    } catch (error) {
      await this.notices.tolerate('release', () => this.queue.release(place.ticket));
      const known = id !== undefined && isDuplicateKey(error) ? await this.runs.find(tenantId, id) : null;
      if (!known) throw error;
      return known;
    }
    await this.notices.stateChanged(run, run.createdAt);
    await this.enqueue(run, place.ticket);
    return run;
  }

  /** What was accepted before under this id is not refused when it is asked for again. */
  private async placeFor(tenantId: string, id?: string): Promise<{ ticket: Ticket } | { run: Run }> {
    try {
      return { ticket: await this.queue.admit(tenantId) };
    } catch (refusal) {
      const run = id === undefined ? null : await this.runs.find(tenantId, id);
      if (!run) throw refusal;
      return { run };
    }
  }

  /** A run whose job could not be added is accepted all the same: the sweeper adds it. */
  private async enqueue(run: Run, ticket?: Ticket): Promise<void> {
    await this.notices.tolerate('enqueue', () => this.queue.offer(run, ticket));
  }

  private async told(run: Run | null, at: Date, request: Steering): Promise<RunDetail> {
    const { tenantId, runId, wish, allowed } = request;
    if (!run) {
      const known = await this.get(tenantId, runId);
      throw runNotIn(known.state, wish, allowed);
    }
    await this.notices.steered(run, at);
    return detailOf(run, await this.steps.findSummaries(tenantId, runId));
  }
}
