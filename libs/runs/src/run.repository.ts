import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Page, PageRequest } from '@app/database';
import { toPage } from '@app/database';
import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import type { Run, RunPhase, RunProblem } from './run';
import type { RunRecord, StateChange } from './run.schema';
import { RUN_MODEL } from './run.schema';
import { CLAIMABLE_STATES, isTerminal } from './run-state';
import type { RunState } from './run-state';

/** Far more than one life of a run has; only somebody who pauses and resumes for ever reaches it. */
const HISTORY_LIMIT = 200;

/** The right to write to a run: whoever claimed it last. */
export interface Fence {
  readonly tenantId: string;
  readonly runId: string;
  readonly epoch: number;
}

export interface Transition {
  readonly from: readonly RunState[];
  readonly to: RunState;
  readonly at: Date;
  /** When work on the run first began, if this is that moment. */
  readonly startedAt?: Date;
  readonly problems?: readonly RunProblem[];
  readonly missingAgents?: readonly string[];
}

export type SilentRun = Pick<Run, 'id' | 'tenantId' | 'correlationId'>;

/** A run in a worker's hands. */
export interface ClaimedRun {
  readonly run: Run;
  /** How often workers took it since it last came into another state. */
  readonly claims: number;
  /** Last sign of life before this claim. */
  readonly lastSeen: Date;
}

export interface RunFilter {
  readonly assessmentId?: string;
  readonly state?: RunState;
}

/** Runs as stored. Every change of state is one conditional write. */
@Injectable()
export class RunRepository {
  constructor(@InjectModel(RUN_MODEL) private readonly runs: Model<RunRecord>) {}

  async insert(run: Run): Promise<void> {
    const { id, phases: _phases, ...rest } = run;
    await this.runs.create({
      _id: id,
      ...rest,
      claims: 0,
      touchedAt: run.createdAt,
      history: [{ state: run.state, at: run.createdAt }],
    });
  }

  async find(tenantId: string, runId: string): Promise<Run | null> {
    const found = await this.runs.findOne({ _id: runId, tenantId }).lean<RunRecord>();
    return found && toRun(found);
  }

  async list(tenantId: string, filter: RunFilter, page: PageRequest): Promise<Page<Run>> {
    const rows = await this.runs
      .find({
        tenantId,
        ...(filter.assessmentId === undefined ? {} : { assessmentId: filter.assessmentId }),
        ...(filter.state === undefined ? {} : { state: filter.state }),
        ...(page.afterId === null ? {} : { _id: { $lt: page.afterId } }),
      })
      .sort({ _id: -1 })
      .limit(page.limit + 1)
      .lean<RunRecord[]>();
    return toPage(rows.map(toRun), page.limit);
  }

  /** Takes the run for a worker, whoever had it before. Null: not to be had. */
  async claim(tenantId: string, runId: string, at: Date): Promise<ClaimedRun | null> {
    const claimed = await this.runs
      .findOneAndUpdate(
        { _id: runId, tenantId, state: { $in: [...CLAIMABLE_STATES] } },
        { $inc: { epoch: 1, claims: 1 }, $set: { touchedAt: at } },
        { returnDocument: 'before' },
      )
      .lean<RunRecord>();
    if (!claimed) return null;
    const run = { ...toRun(claimed), epoch: claimed.epoch + 1 };
    return { run, claims: claimed.claims + 1, lastSeen: claimed.touchedAt };
  }

  /** Sign of life. Returns the state, or null when the run is no longer this writer's. */
  async touch(fence: Fence, at: Date): Promise<RunState | null> {
    const touched = await this.runs
      .findOneAndUpdate(mine(fence), { $set: { touchedAt: at } }, { projection: { state: 1 } })
      .lean<Pick<RunRecord, 'state'>>();
    return touched?.state ?? null;
  }

  /** The worker's transitions. Null: the run is not in `from` any more, or not this writer's. */
  async advance(fence: Fence, change: Transition): Promise<Run | null> {
    return this.transit({ ...mine(fence), state: { $in: [...change.from] } }, change, {});
  }

  /** A person's transitions; they end the right of the worker that had the run (`fenceOff`) or leave it. */
  async direct(
    tenantId: string,
    runId: string,
    change: Transition,
    options: { fenceOff: boolean },
  ): Promise<Run | null> {
    return this.transit(
      { _id: runId, tenantId, state: { $in: [...change.from] } },
      change,
      options.fenceOff ? { $inc: { epoch: 1 } } : {},
    );
  }

  /** Runs that should be in work and gave no sign of life since then, oldest first. */
  async findSilent(since: Date, limit: number): Promise<SilentRun[]> {
    const rows = await this.runs
      .find(
        { state: { $in: [...CLAIMABLE_STATES] }, touchedAt: { $lt: since } },
        { tenantId: 1, correlationId: 1 },
      )
      .sort({ touchedAt: 1 })
      .limit(limit)
      .lean<Array<Pick<RunRecord, '_id' | 'tenantId' | 'correlationId'>>>();
    return rows.map(({ _id, ...row }) => ({ id: _id, ...row }));
  }

  /** How many runs are in each state that is not final. */
  async countLive(): Promise<Map<RunState, number>> {
    const rows = await this.runs.aggregate<{ _id: RunState; count: number }>([
      { $match: { state: { $in: [...CLAIMABLE_STATES, 'paused'] } } },
      { $group: { _id: '$state', count: { $sum: 1 } } },
    ]);
    return new Map(rows.map((row) => [row._id, row.count]));
  }

  private async transit(
    filter: QueryFilter<RunRecord>,
    change: Transition,
    extra: UpdateQuery<RunRecord>,
  ): Promise<Run | null> {
    const changed = await this.runs
      .findOneAndUpdate(
        filter,
        {
          ...extra,
          $set: {
            state: change.to,
            // Coming into another state is progress; a run that kills its workers makes none.
            claims: 0,
            // Nobody has a run that is back in the queue: the sweeper need not wait to look after it.
            touchedAt: change.to === 'queued' ? new Date(0) : change.at,
            ...(isTerminal(change.to) ? { endedAt: change.at } : {}),
            ...(change.startedAt ? { startedAt: change.startedAt } : {}),
            ...(change.missingAgents ? { missingAgents: change.missingAgents } : {}),
          },
          $push: {
            history: { $each: [{ state: change.to, at: change.at }], $slice: -HISTORY_LIMIT },
            ...(change.problems?.length ? { problems: { $each: change.problems } } : {}),
          },
        },
        { returnDocument: 'after' },
      )
      .lean<RunRecord>();
    return changed && toRun(changed);
  }
}

function mine(fence: Fence) {
  return { _id: fence.runId, tenantId: fence.tenantId, epoch: fence.epoch };
}

function toRun({ _id, claims: _claims, touchedAt: _touchedAt, history, ...run }: RunRecord): Run {
  return { id: _id, ...run, phases: toPhases(history) };
}

/** Stretches of life out of the moments at which the state changed; each ends where the next begins. */
function toPhases(history: readonly StateChange[]): RunPhase[] {
  const phases: RunPhase[] = [];
  for (const [index, change] of history.entries()) {
    // A run that is pausing still runs; what is final does not last.
    if (change.state === 'pausing' || isTerminal(change.state)) continue;
    const next = history.slice(index + 1).find((later) => later.state !== 'pausing');
    phases.push({ name: change.state as RunPhase['name'], startedAt: change.at, endedAt: next?.at ?? null });
  }
  return phases;
}
