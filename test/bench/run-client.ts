import type { INestApplicationContext } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Assessment } from '@app/assessments';
import { AssessmentsService } from '@app/assessments';
import { DatabaseModule } from '@app/database';
import type { RunEvent } from '@app/events';
import { EventsModule, RunEventFeed, RunEventLog } from '@app/events';
import type { AppConfig } from '@app/platform';
import { PlatformModule } from '@app/platform';
import { RedisConnections } from '@app/redis';
import type { RunDetail, RunState, StartRun } from '@app/runs';
import { RunsModule, RunsService, isTerminal, runJob } from '@app/runs';
import { Queue } from 'bullmq';
import type { Connection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import { SMALL_INPUT } from '../support/run-harness';
import { monotonicMs } from './monotonic-clock';

@Module({})
class RunClientModule {}

/** The tenant of an API without accounts. */
const TENANT = 'local';

const RUNS_END_WITHIN_MS = 600_000;
const LOOKS_EVERY_MS = 250;

/** Starts and follows runs from the benchmark's own process, through the services of the API. */
export class RunClient {
  private assessment: Assessment | null = null;

  private constructor(
    private readonly app: INestApplicationContext,
    private readonly queue: Queue,
  ) {}

  static async open(config: AppConfig): Promise<RunClient> {
    const imports = [
      PlatformModule.forRoot({ service: 'bench', config }),
      DatabaseModule,
      EventsModule,
      RunsModule,
    ];
    const app = await NestFactory.createApplicationContext(
      { module: RunClientModule, imports },
      { logger: false, abortOnError: false },
    );
    const redis = app.get(RedisConnections);
    const queue = new Queue(runJob.name, { connection: redis.blocking(), prefix: redis.key('queue') });
    const client = new RunClient(app, queue);
    await Promise.all(client.connection.modelNames().map((name) => client.connection.model(name).init()));
    return client;
  }

  /** Stores and enqueues a run. */
  async start(request: StartRun = {}): Promise<string> {
    return (await this.app.get(RunsService).start(TENANT, await this.anAssessment(), request)).id;
  }

  /** The assessment that all runs of this client belong to. */
  async assessmentId(): Promise<string> {
    return (await this.anAssessment()).id;
  }

  /** Another assessment: of one small workload that real agents are through with in a tenth of a second. */
  async quickAssessmentId(): Promise<string> {
    const traffic = { requestsPerDay: 10_000 };
    const input = { name: 'Document search', workloads: [{ id: 'w1', kind: 'embedding' as const, traffic }] };
    return (await this.app.get(AssessmentsService).create(TENANT, input)).id;
  }

  async startMany(count: number, atOnce = 40): Promise<void> {
    await this.start();
    let left = count - 1;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (left > 0) {
          left -= 1;
          await this.start();
        }
      }),
    );
  }

  /** Starts a run and follows its events to the end: what a person waits for, in ms. */
  async startAndFollow(request: StartRun = {}): Promise<{ runId: string; waitedMs: number }> {
    const beganAt = monotonicMs();
    const runId = await this.start(request);
    await this.untilEnded(runId);
    return { runId, waitedMs: monotonicMs() - beganAt };
  }

  async get(runId: string): Promise<RunDetail> {
    return this.app.get(RunsService).get(TENANT, runId);
  }

  async append(runId: string, event: RunEvent): Promise<void> {
    await this.app.get(RunEventLog).append(TENANT, runId, [event]);
  }

  /** How many runs of this database are in each state. */
  async states(): Promise<Map<RunState, number>> {
    const rows = await this.connection
      .model('Run')
      .aggregate<{ _id: RunState; count: number }>([{ $group: { _id: '$state', count: { $sum: 1 } } }]);
    return new Map(rows.map(({ _id, count }) => [_id, count]));
  }

  /** Waits until the database knows so many runs as completed. */
  async untilCompleted(runs: number): Promise<void> {
    const giveUpAt = monotonicMs() + RUNS_END_WITHIN_MS;
    while (((await this.states()).get('completed') ?? 0) < runs) {
      if (monotonicMs() > giveUpAt)
        throw new Error(`${runs} runs did not complete within ${RUNS_END_WITHIN_MS} ms`);
      await delay(LOOKS_EVERY_MS);
    }
  }

  /** Forgets every run that has been, so that the stores stay small. */
  async forgetRuns(): Promise<void> {
    // By what the database holds: this client knows the models of runs alone, and their processes write more.
    const stored = (await this.connection.listCollections()).map(({ name }) => name);
    const forgotten = stored.filter((name) => !name.startsWith('assessment'));
    await Promise.all(forgotten.map((name) => this.connection.collection(name).deleteMany({})));
  }

  /** Workers take no more runs until `release`. */
  async hold(): Promise<void> {
    await this.queue.pause();
  }

  /** Answers when the workers may go on. */
  async release(): Promise<number> {
    const at = monotonicMs();
    await this.queue.resume();
    return at;
  }

  async close({ leaveNothing }: { leaveNothing: boolean }): Promise<void> {
    if (leaveNothing) await this.connection.dropDatabase();
    await this.queue.close();
    await this.app.close();
  }

  private get connection(): Connection {
    return this.app.get<Connection>(getConnectionToken());
  }

  private async anAssessment(): Promise<Assessment> {
    return (this.assessment ??= await this.app.get(AssessmentsService).create(TENANT, SMALL_INPUT));
  }

  private async untilEnded(runId: string): Promise<void> {
    const stop = new AbortController();
    for await (const answer of this.app.get(RunEventFeed).subscribe(TENANT, runId, null, stop.signal)) {
      if (
        answer.kind === 'event' &&
        answer.event.type === 'run.state' &&
        isTerminal(answer.event.state as RunState)
      )
        break;
    }
    stop.abort();
  }
}
