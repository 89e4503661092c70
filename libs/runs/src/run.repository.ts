import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Page, PageRequest } from '@app/database';
import { GroupedWrites, inBatches, timeLimitOf, toPage, writeJointly } from '@app/database';
import { newId } from '@app/kernel';
import type { Outcome } from '@app/platform';
import { GroupCommit } from '@app/platform';
import type { Model, mongo } from 'mongoose';
import type { Run, RunProblem } from './run';
import type { Transition } from './run-transition';
import { changesOf, toPhases } from './run-transition';
import { NOTHING_SPENT, withModelTerms } from './run-expenses';
import type { RunRecord } from './run.schema';
import { RUN_MODEL } from './run.schema';
import { CLAIMABLE_STATES, isTerminal } from './run-state';
import type { RunState } from './run-state';

/** Far more than one life of a run has; only somebody who pauses and resumes for ever reaches it. */
const HISTORY_LIMIT = 200;

/** No sign of life: the sweeper need not wait to look after a run that nobody has. */
const NOBODY_YET = new Date(0);

/** The outcome is for statistics, which read it where it is stored. */
const WITHOUT_OUTCOME = { outcome: 0 } as const;

/** The right to write to a run: whoever claimed it last. */
export interface Fence {
  readonly tenantId: string;
  readonly runId: string;
  readonly epoch: number;
}

export type SilentRun = Pick<Run, 'id' | 'tenantId' | 'correlationId'>;

/** A run in a worker's hands. */
export interface ClaimedRun {
  readonly run: Run;
  /** How often workers took it since it last came into another state. */
  readonly claims: number;
  /** Last sign of life before this claim. */
  readonly lastSeen: Date;
  /** The claim took the run out of the queue for the first time, into its first state of work. */
  readonly hasBegun: boolean;
}

export interface RunFilter {
  readonly assessmentId?: string;
  readonly state?: RunState;
}

/** Runs as stored. Every change of state is one conditional write. */
@Injectable()
export class RunRepository {
  /** For what is of its stored type already: casting it costs more than writing it. */
  private readonly native: mongo.Collection<RunRecord>;
  private readonly writes: GroupedWrites<RunRecord>;
  private readonly beginnings = new GroupCommit((group: readonly Beginning[]) => this.beginAll(group));

  constructor(@InjectModel(RUN_MODEL) private readonly runs: Model<RunRecord>) {
    this.native = runs.collection as unknown as mongo.Collection<RunRecord>;
    this.writes = new GroupedWrites(runs);
  }

  async insert(run: Run): Promise<void> {
    const { id, phases: _phases, ...rest } = run;
    const history = [{ state: run.state, at: run.createdAt }];
    await this.writes.insert([{ _id: id, ...rest, claims: 0, touchedAt: NOBODY_YET, history }]);
  }

  async find(tenantId: string, runId: string): Promise<Run | null> {
    const found = await this.runs.findOne({ _id: runId, tenantId }, WITHOUT_OUTCOME).lean<RunRecord>();
    return found && toRun(found);
  }

  async list(tenantId: string, filter: RunFilter, page: PageRequest): Promise<Page<Run>> {
    const wanted = {
      tenantId,
      ...(filter.assessmentId === undefined ? {} : { assessmentId: filter.assessmentId }),
      ...(filter.state === undefined ? {} : { state: filter.state }),
      ...(page.afterId === null ? {} : { _id: { $lt: page.afterId } }),
    };
    const rows = await this.runs
      .find(wanted, WITHOUT_OUTCOME)
      .sort({ _id: -1 })
      .limit(page.limit + 1)
      .lean<RunRecord[]>();
    return toPage(rows.map(toRun), page.limit);
  }

  /**
   * Takes the run for a worker, whoever had it before; one that is fresh from the queue begins with that. Null: not to
   * be had. Leases go by the database's clock; `at` is what people read.
   */
  async claim(tenantId: string, runId: string, at: Date): Promise<ClaimedRun | null> {
    const change: Transition = { from: ['queued'], to: 'validating', at, startedAt: at };
    const begun = await this.beginnings.add({ tenantId, runId, token: newId(), change });
    if (begun !== 'not fresh') return begun;
    const claimed = await this.native.findOneAndUpdate(
      { _id: runId, tenantId, state: { $in: [...CLAIMABLE_STATES] } },
      { $inc: { epoch: 1, claims: 1 }, $currentDate: { touchedAt: true } },
      { returnDocument: 'before', ...timeLimitOf(this.runs) },
    );
    if (!claimed) return null;
    const run = { ...toRun(claimed), epoch: claimed.epoch + 1 };
    return { run, claims: claimed.claims + 1, lastSeen: claimed.touchedAt, hasBegun: false };
  }

  /** Sign of life. Returns the state, or null when the run is no longer this writer's. */
  async touch(fence: Fence): Promise<RunState | null> {
    const touched = await this.runs
      .findOneAndUpdate(mine(fence), { $currentDate: { touchedAt: true } }, { projection: { state: 1 } })
      .lean<Pick<RunRecord, 'state'>>();
    return touched?.state ?? null;
  }

  /** The worker's transitions. False: the run is not in `from` any more, or not this writer's. */
  advance(fence: Fence, change: Transition): Promise<boolean> {
    return this.writes.update({
      filter: { ...mine(fence), state: { $in: [...change.from] } },
      update: updateFor(change),
      // Under this epoch nobody else writes these states.
      proof: { ...mine(fence), history: { state: change.to, at: change.at } },
    });
  }

  /** A person's transitions; they end the right of the worker that had the run (`fenceOff`) or leave it. */
  async direct(
    tenantId: string,
    runId: string,
    change: Transition,
    options: { fenceOff: boolean },
  ): Promise<Run | null> {
    const changed = await this.native.findOneAndUpdate(
      { _id: runId, tenantId, state: { $in: [...change.from] } },
      { ...updateFor(change), ...(options.fenceOff ? { $inc: { epoch: 1 } } : {}) },
      { returnDocument: 'after', ignoreUndefined: true, ...timeLimitOf(this.runs) },
    );
    return changed && toRun(changed);
  }

  /**
   * Runs that should be in work and gave no sign of life for so long, by the database's clock: all of them, longest
   * silent first, `batchSize` at a time.
   */
  async *findSilent(silentForMs: number, batchSize: number): AsyncGenerator<SilentRun[]> {
    const cursor = this.runs
      .find(
        {
          state: { $in: [...CLAIMABLE_STATES] },
          $expr: { $lt: ['$touchedAt', { $subtract: ['$$NOW', silentForMs] }] },
        },
        { tenantId: 1, correlationId: 1 },
      )
      .sort({ touchedAt: 1 })
      .lean<Pick<RunRecord, '_id' | 'tenantId' | 'correlationId'>>()
      .cursor({ batchSize });
    for await (const batch of inBatches(cursor, batchSize)) {
      yield batch.map(({ _id, tenantId, correlationId }) => ({ id: _id, tenantId, correlationId }));
    }
  }

  /** How many runs are in each state that is not final. */
  async countLive(): Promise<Map<RunState, number>> {
    const rows = await this.runs.aggregate<{ _id: RunState; count: number }>([
      { $match: { state: { $in: [...CLAIMABLE_STATES, 'paused'] } } },
      { $group: { _id: '$state', count: { $sum: 1 } } },
    ]);
    return new Map(rows.map((row) => [row._id, row.count]));
  }

  /** Begins fresh runs: those that come together are written, and read, together. */
  private async beginAll(group: readonly Beginning[]): Promise<readonly Outcome<Begun>[]> {
    const alone = () => Promise.allSettled(group.map((one) => this.begin(one)));
    if (group.length === 1) return alone();
    const updates = group.map((one) => ({ updateOne: beginningOf(one) }));
    const written = await writeJointly(this.runs, updates, group.length);
    if (written === 'refused') return alone();
    const begunBy = { $in: group.map(({ token }) => token) };
    const ids = group.map(({ runId }) => runId);
    const tenants = [...new Set(group.map(({ tenantId }) => tenantId))];
    const filter = { _id: { $in: ids }, tenantId: { $in: tenants }, begunBy };
    const rows = await this.native.find(filter, timeLimitOf(this.runs)).toArray();
    const begun = new Map(rows.map((row) => [row.begunBy, row]));
    return group.map(({ token, change }, index) => {
      const reason = written.errors.get(index);
      if (reason) return { status: 'rejected', reason };
      return { status: 'fulfilled', value: asBegun(begun.get(token), change) };
    });
  }

  private async begin(one: Beginning): Promise<Begun> {
    const { filter, update } = beginningOf(one);
    const options = { returnDocument: 'after' as const, ...timeLimitOf(this.runs) };
    const row = await this.native.findOneAndUpdate(filter, update, options);
    return asBegun(row ?? undefined, one.change);
  }
}

type Begun = ClaimedRun | null | 'not fresh';

/** One worker's wish to begin one run. */
interface Beginning {
  readonly tenantId: string;
  readonly runId: string;
  readonly token: string;
  readonly change: Transition;
}

function beginningOf({ tenantId, runId, token, change }: Beginning) {
  const update = updateFor(change);
  return {
    // No claim and no person touched it yet: its epoch will be 1, whatever happens after this.
    filter: { _id: runId, tenantId, state: 'queued' as const, epoch: 0 },
    update: { ...update, $set: { ...update.$set, begunBy: token }, $inc: { epoch: 1 } },
  };
}

/** What became of a beginning whose run, if it took place, stands like this now. */
function asBegun(row: RunRecord | undefined, change: Transition): Begun {
  if (!row) return 'not fresh';
  // With another epoch already, somebody else took it over, or ended it, since. Whoever paused it finds it paused.
  if (row.epoch !== 1) return null;
  return { run: toRun(row), claims: 1, lastSeen: change.at, hasBegun: true };
}

function mine(fence: Fence) {
  return { _id: fence.runId, tenantId: fence.tenantId, epoch: fence.epoch };
}

function toRun(record: RunRecord): Run {
  const { _id, claims: _claims, touchedAt: _touchedAt, begunBy: _begunBy, history, ...rest } = record;
  const { outcome: _outcome, ...run } = rest;
  return {
    id: _id,
    ...run,
    options: withModelTerms(run.options),
    spending: run.spending ?? NOTHING_SPENT,
    phases: toPhases(history),
  };
}

function updateFor(change: Transition) {
  return {
    $set: {
      state: change.to,
      // Coming into another state is progress; a run that kills its workers makes none.
      claims: 0,
      ...(change.to === 'queued' ? { touchedAt: NOBODY_YET } : {}),
      ...(isTerminal(change.to) ? { endedAt: change.at } : {}),
      ...(change.startedAt ? { startedAt: change.startedAt } : {}),
      ...(change.missingAgents ? { missingAgents: [...change.missingAgents] } : {}),
      ...(change.outcome ? { outcome: change.outcome } : {}),
      ...(change.used ? { 'usage.country': change.used.country } : {}),
    },
    ...(change.used ? { $inc: { 'usage.cpuMs': change.used.cpuMs } } : {}),
    ...(change.to === 'queued' ? {} : { $currentDate: { touchedAt: true as const } }),
    $push: {
      history: { $each: changesOf(change), $slice: -HISTORY_LIMIT },
      ...(change.problems?.length ? { problems: { $each: change.problems.map(toStored) } } : {}),
    },
  };
}

function toStored({ code, message, pointer, agent }: RunProblem): RunProblem {
  return { code, message, pointer, agent };
}
