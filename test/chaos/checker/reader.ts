import { Redis } from 'ioredis';
import { mongo } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ledger, ToldRun } from '../load/ledger';
import type { CallEvidence, Evidence, RunEvidence, StepEvidence } from './evidence';
import { FINAL_STATES } from './judge';

const LOOK_EVERY_MS = 100;
const BATCH = 200;
const ASKED_WITHIN_MS = 2_000;

/** A question as the model server recorded it. */
export interface RecordedQuestion {
  readonly at: number;
  readonly text: string;
  readonly agent: string | null;
}

/** Reads the stores past all code of the product: the driver, and Redis commands. */
export class Reader {
  private readonly client: mongo.MongoClient;
  private readonly redis: Redis;

  constructor(
    mongoUrl: string,
    redisUrl: string,
    private readonly prefix: string,
  ) {
    this.client = new mongo.MongoClient(mongoUrl, { serverSelectionTimeoutMS: 30_000 });
    this.redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
    this.redis.on('error', () => undefined);
  }

  async close(): Promise<void> {
    this.redis.disconnect();
    await this.client.close();
  }

  /** How the runs stand now; those that are not there are left out. */
  async runs(runIds: readonly string[]): Promise<RunEvidence[]> {
    const ids = runIds as string[];
    return this.collection<RunEvidence>('runs')
      .find({ _id: { $in: ids } })
      .toArray();
  }

  /** Those of the runs that are not final. Asking a database that is away fails soon. */
  async open(told: readonly ToldRun[]): Promise<string[]> {
    const final = new Set<string>();
    for (let from = 0; from < told.length; from += BATCH) {
      const ids = told.slice(from, from + BATCH).map(({ runId }) => runId);
      const runs = this.collection<RunEvidence>('runs').find(
        { _id: { $in: ids }, state: { $in: [...FINAL_STATES] } },
        { projection: { _id: 1 }, timeoutMS: ASKED_WITHIN_MS },
      );
      for (const { _id } of await runs.toArray()) final.add(_id);
    }
    return told.map(({ runId }) => runId).filter((runId) => !final.has(runId));
  }

  /** Waits until every run is final; returns those that are not when time is over. */
  async untilFinal(told: readonly ToldRun[], giveUpAt: number): Promise<string[]> {
    for (;;) {
      const open = await this.open(told).catch(() => null);
      if (open?.length === 0 || Date.now() > giveUpAt) return open ?? told.map(({ runId }) => runId);
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Waits until every run is final, or none came to its end for as long as `patienceMs`. */
  async untilStill(told: readonly ToldRun[], patienceMs: number): Promise<void> {
    let least = told.length;
    for (let giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await delay(LOOK_EVERY_MS)) {
      const open = (await this.open(told).catch(() => null))?.length ?? least;
      if (open === 0) return;
      if (open < least) giveUpAt = Date.now() + patienceMs;
      least = Math.min(least, open);
    }
  }

  /** Waits until something holds for a run of an assessment; null when time is over. */
  async untilRun(
    assessmentId: string,
    holds: (run: RunEvidence) => boolean,
    giveUpAt: number,
  ): Promise<RunEvidence | null> {
    while (Date.now() < giveUpAt) {
      const run = await this.collection<RunEvidence>('runs').findOne({ assessmentId });
      if (run && holds(run)) return run;
      await delay(5);
    }
    return null;
  }

  /** The steps of a run with what its agents found. */
  async outputs(runId: string): Promise<readonly (StepEvidence & { readonly output: unknown })[]> {
    return this.collection<StepEvidence & { _id: string; output: unknown }>('agent_steps')
      .find({ runId })
      .toArray();
  }

  /** How many of these runs are in each state. */
  async states(runIds: readonly string[]): Promise<Map<string, number>> {
    const runs = await this.runs(runIds);
    return new Map([...Map.groupBy(runs, (run) => run.state)].map(([state, list]) => [state, list.length]));
  }

  async evidence(
    ledger: Ledger,
    calls: readonly RecordedQuestion[],
    breaches: Evidence['breaches'],
  ): Promise<Evidence> {
    const assessmentIds = [...ledger.assessments];
    const runs = await this.inBatches<RunEvidence>(assessmentIds, (some) =>
      this.collection<RunEvidence>('runs')
        .find({ assessmentId: { $in: some } })
        .toArray(),
    );
    const runIds = runs.map(({ _id }) => _id);
    const steps = await this.inBatches<StepEvidence>(runIds, (some) =>
      this.collection<StepEvidence & { _id: string }>('agent_steps')
        .find({ runId: { $in: some } })
        .project<StepEvidence>({ output: 0 })
        .toArray(),
    );
    const reports = await this.inBatches<{ runId: string }>(runIds, (some) =>
      this.collection<{ _id: string; runId: string }>('report_documents')
        .find({ runId: { $in: some } })
        .project<{ runId: string }>({ runId: 1 })
        .toArray(),
    );
    return {
      told: ledger.told,
      unexpected: ledger.unexpected,
      gaveUp: ledger.gaveUp,
      runs,
      steps,
      reports: new Map([...Map.groupBy(reports, ({ runId }) => runId)].map(([id, all]) => [id, all.length])),
      streams: await this.streams(runs),
      calls: calls.map((call) => attributed(call, ledger.told)),
      breaches,
    };
  }

  /** The ids of what is kept of each run's stream, in order. */
  async streams(runs: readonly RunEvidence[]): Promise<Map<string, string[]>> {
    const streams = new Map<string, string[]>();
    for (const { _id, tenantId } of runs) {
      const entries = await this.redis.xrange(`${this.prefix}:events:${tenantId}:${_id}`, '-', '+');
      streams.set(
        _id,
        entries.map(([id]) => id),
      );
    }
    return streams;
  }

  /** One command to Redis, for the drills that change how it behaves. */
  command(name: string, ...args: readonly (string | number)[]): Promise<unknown> {
    return this.redis.call(name, ...args);
  }

  /** Resolves when Redis is told to execute a command that names this text. */
  async untilCommand(text: () => string | null, giveUpAt: number): Promise<boolean> {
    const monitor = await this.redis.monitor();
    try {
      return await new Promise<boolean>((resolve) => {
        const late = setTimeout(() => resolve(false), giveUpAt - Date.now());
        monitor.on('monitor', (_time: string, args: string[]) => {
          const wanted = text();
          if (wanted === null || !args.some((arg) => arg.includes(wanted))) return;
          clearTimeout(late);
          resolve(true);
        });
      });
    } finally {
      monitor.disconnect();
    }
  }

  /** The database itself, for what only one drill asks. */
  get database(): mongo.Db {
    return this.client.db();
  }

  private collection<T extends object>(name: string): mongo.Collection<T & { _id: string }> {
    return this.client.db().collection<T & { _id: string }>(name);
  }

  private async inBatches<T>(ids: readonly string[], read: (some: string[]) => Promise<T[]>): Promise<T[]> {
    const all: T[] = [];
    for (let from = 0; from < ids.length; from += BATCH) {
      all.push(...(await read(ids.slice(from, from + BATCH))));
    }
    return all;
  }
}

/** Whose question it was: the marker of the run is in the words that the model was given. */
function attributed({ at, text, agent }: RecordedQuestion, told: readonly ToldRun[]): CallEvidence {
  return { runId: told.find(({ marker }) => text.includes(marker))?.runId ?? null, agent, at };
}
