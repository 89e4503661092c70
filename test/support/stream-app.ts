import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { EventsModule, RunEventLog, type RunEvent } from '@app/events';
import { AppError } from '@app/kernel';
import { MetricsRegistry, PlatformModule } from '@app/platform';
import { RedisConnections, RedisModule } from '@app/redis';
import type { RunState } from '@app/runs';
import { CurrentTenant } from '../../src/http/current-tenant';
import { EventSocketAdapter } from '../../src/http/event-socket-adapter';
import { HttpModule } from '../../src/http/http.module';
import { RunFollowService } from '../../src/runs/stream/run-follow.service';
import { type RunSnapshot, RunSnapshots } from '../../src/runs/stream/run-snapshots';
import { RunStreamController } from '../../src/runs/stream/run-stream.controller';
import { RunStreamGateway } from '../../src/runs/stream/run-stream.gateway';
import { StreamClients } from '../../src/runs/stream/stream-clients';
import { testConfig } from './events-process';

const TENANT = 'local';

/** Runs that only have a state, set by the test. */
class KnownRuns {
  readonly states = new Map<string, RunState>();
  /** How often a run was read. */
  reads = 0;

  read(_tenantId: string, runId: string): Promise<RunSnapshot> {
    this.reads += 1;
    const state = this.states.get(runId);
    if (state) return Promise.resolve({ state, view: { id: runId, state } });
    return Promise.reject(
      new AppError({ kind: 'not-found', code: 'run.not-found', message: 'There is no such run.' }),
    );
  }
}

/** The streams of the API alone, listening on a free port, over runs that the test makes up. */
export class StreamApp {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly runs: KnownRuns,
    /** `127.0.0.1:<port>` */
    readonly host: string,
  ) {}

  static async start(prefix: string, env: Readonly<Record<string, string>> = {}): Promise<StreamApp> {
    const runs = new KnownRuns();
    const module = await Test.createTestingModule({
      imports: [
        PlatformModule.forRoot({ service: 'test', config: testConfig(prefix, env) }),
        RedisModule,
        EventsModule,
        HttpModule,
      ],
      controllers: [RunStreamController],
      providers: [
        RunFollowService,
        RunStreamGateway,
        StreamClients,
        { provide: RunSnapshots, useValue: runs },
      ],
    })
      .overrideProvider(CurrentTenant)
      .useValue({ id: TENANT })
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    app.useWebSocketAdapter(new EventSocketAdapter(app));
    await app.listen(0, '127.0.0.1');
    return new StreamApp(app, runs, new URL(await app.getUrl()).host);
  }

  append(runId: string, ...events: RunEvent[]): Promise<readonly string[]> {
    return this.app.get(RunEventLog).append(TENANT, runId, events);
  }

  /** Loses the events of a run, as a Redis without persistence does when it restarts. */
  async loseEvents(runId: string): Promise<void> {
    await this.app.get(RedisConnections).commands.del(this.app.get(RunEventLog).key(TENANT, runId));
  }

  /** The value of a metric as a scrape would read it. */
  async metric(series: string): Promise<number> {
    const text = await this.app.get(MetricsRegistry).expose();
    const line = text.split('\n').find((one) => one.startsWith(`${series} `));
    return Number(line?.slice(series.length + 1) ?? NaN);
  }

  events(runId: string): string {
    return `http://${this.host}/v1/runs/${runId}/events`;
  }
}

export const stateEvent = (state: RunState): RunEvent => ({
  type: 'run.state',
  state,
  at: '2026-01-01T00:00:00.000Z',
});

export const progressEvent = (percent: number): RunEvent => ({
  type: 'run.progress',
  percent,
  step: 'analysing',
  done: 0,
  total: 11,
  at: '2026-01-01T00:00:00.000Z',
});
