import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Agent, AgentId, AgentOutput } from '@app/agents';
import { AGENT_IDS } from '@app/agents';
import type { Assessment, AssessmentInput, InputProblem } from '@app/assessments';
import { AssessmentsService } from '@app/assessments';
import type { StoredRunEvent } from '@app/events';
import { RunEventFeed } from '@app/events';
import { AppConfig } from '@app/platform';
import type { RunDetail, StartRun } from '@app/runs';
import { REPORT_THREAD_PROGRAM, ReportThreads } from '@app/report-files';
import { AgentTeam, RunsService, isTerminal } from '@app/runs';
import type { Connection } from 'mongoose';
import { ScheduleTicker } from '../../apps/worker/src/schedules/schedule-ticker';
import { WorkerModule } from '../../apps/worker/src/worker.module';
import { anOutput } from './agent-output.builder';
import { PATIENT_WITH_STORES, testMongoUrl, testRedisUrl } from './stores';
import { aThreadPool } from './thread-pools';

export const TENANT = 'harness';

export const SMALL_INPUT: AssessmentInput = {
  name: 'Support chat',
  workloads: [{ id: 'w1', kind: 'llm-serving', traffic: { requestsPerDay: 10_000 } }],
};

export type Analyse = (signal: AbortSignal) => AgentOutput | Promise<AgentOutput>;

/** A team whose agents say nothing at once, unless told otherwise. */
export function aTeam(
  over: Partial<Record<AgentId, Analyse>> = {},
  problems: readonly InputProblem[] = [],
  basis = 'test',
): Pick<AgentTeam, 'agents' | 'basis' | 'problemsOf' | 'bench'> {
  const agents = AGENT_IDS.map((id): Agent => ({
    id,
    title: id,
    decides: 'nothing',
    prompt: { ref: { id: `narrate.${id}`, version: 1 }, system: 'Word it.' },
    analyse: (_bench, signal) => over[id]?.(signal) ?? anOutput({ agent: id }),
  }));
  return {
    agents,
    basis,
    problemsOf: () => problems,
    bench: (input) => ({ input }) as ReturnType<AgentTeam['bench']>,
  };
}

/** A worker process in this one: the real module on the test stores, with a team of the test's own. */
export class RunHarness {
  private constructor(
    private readonly module: TestingModule,
    readonly config: AppConfig,
  ) {}

  /** `name` keeps its database and keys apart from other specs'. */
  static async start(
    name: string,
    team: ReturnType<typeof aTeam>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<RunHarness> {
    const config = AppConfig.fromEnvironment({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      MONGODB_URL: testMongoUrl(name),
      REDIS_URL: testRedisUrl(),
      REDIS_PREFIX: name,
      ...PATIENT_WITH_STORES,
      WORKER_PORT: '0',
      AGENT_BACKOFF_MS: '1',
      ...env,
    });
    const module = await Test.createTestingModule({ imports: [WorkerModule.forRoot(config)] })
      .overrideProvider(AgentTeam)
      .useValue(team)
      // A thread runs a program that was built; here are sources.
      .overrideProvider(ReportThreads)
      .useValue(aThreadPool({ program: REPORT_THREAD_PROGRAM, threads: 0 }))
      // Tests take the turns of schedules themselves: a turn of the clock would come between on a slow machine.
      .overrideProvider(ScheduleTicker)
      .useValue({})
      .compile();
    await module.init();
    return new RunHarness(module, config);
  }

  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.module.get<T>(token);
  }

  get connection(): Connection {
    return this.module.get<Connection>(getConnectionToken());
  }

  get runs(): RunsService {
    return this.get(RunsService);
  }

  anAssessment(input: AssessmentInput = SMALL_INPUT): Promise<Assessment> {
    return this.get(AssessmentsService).create(TENANT, input);
  }

  async start(request: StartRun = {}): Promise<string> {
    return (await this.runs.start(TENANT, await this.anAssessment(), request)).id;
  }

  /** Follows the run's events until one satisfies `done`, and returns all up to it. */
  async eventsUntil(
    runId: string,
    done: (event: StoredRunEvent['event']) => boolean,
  ): Promise<StoredRunEvent[]> {
    const stop = new AbortController();
    const seen: StoredRunEvent[] = [];
    for await (const answer of this.get(RunEventFeed).subscribe(TENANT, runId, null, stop.signal)) {
      if (answer.kind !== 'event') continue;
      seen.push({ id: answer.id, event: answer.event });
      if (done(answer.event)) break;
    }
    stop.abort();
    return seen;
  }

  /** Waits until the run is in a state, told by its own events. */
  async untilState(runId: string, isIt: (state: string) => boolean): Promise<RunDetail> {
    await this.eventsUntil(runId, (event) => event.type === 'run.state' && isIt(event.state));
    return this.runs.get(TENANT, runId);
  }

  untilEnded(runId: string): Promise<RunDetail> {
    return this.untilState(runId, (state) => isTerminal(state as RunDetail['state']));
  }

  /** Stops as on SIGTERM. */
  async stop(): Promise<void> {
    await this.module.close();
  }
}

/** A promise that the test settles. */
export function aGate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
