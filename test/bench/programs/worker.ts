// The product's worker with agents that sleep for a given time instead of thinking.
import 'reflect-metadata';
import { getConnectionToken } from '@nestjs/mongoose';
import { Test } from '@nestjs/testing';
import type { AgentId } from '@app/agents';
import { AppConfig } from '@app/platform';
import { AgentTeam, RunExecutor } from '@app/runs';
import type { Connection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import { WorkerModule } from '../../../apps/worker/src/worker.module';
import { anOutput } from '../../support/agent-output.builder';
import { aTeam } from '../../support/run-harness';
import { monotonicMs } from '../monotonic-clock';
import { answerQuestions } from './answers';
import { readProcess } from './process-reading';
import { WriteCounter } from './write-counter';

/** How long a run was in this worker's hands. */
export interface RunSpan {
  readonly runId: string;
  readonly beganAt: number;
  readonly endedAt: number;
}

export interface WorkerOrder {
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds that an agent sleeps; the others answer at once. */
  readonly agentMs: Partial<Record<AgentId, number>>;
}

async function main(): Promise<void> {
  const order = JSON.parse(process.argv[2] ?? '') as WorkerOrder;
  const module = await Test.createTestingModule({
    imports: [WorkerModule.forRoot(AppConfig.fromEnvironment(order.env))],
  })
    .overrideProvider(AgentTeam)
    .useValue(aTeam(sleepers(order.agentMs)))
    .compile();
  await module.init();
  const connection = module.get<Connection>(getConnectionToken(), { strict: false });
  await Promise.all(connection.modelNames().map((name) => connection.model(name).init()));
  const writes = new WriteCounter(connection);
  const journal = new RunJournal(module.get(RunExecutor, { strict: false }));
  // An orderly end, so that a profile is written.
  process.on('SIGTERM', () => void module.close().finally(() => process.exit(0)));
  answerQuestions({
    reading: readProcess,
    'count-writes': () => writes.begin(),
    writes: () => writes.end(),
    spans: (count: number) => journal.take(count),
    concurrency: () => module.get(AppConfig, { strict: false }).env.RUN_CONCURRENCY,
  });
}

function sleepers(agentMs: WorkerOrder['agentMs']) {
  return Object.fromEntries(
    Object.entries(agentMs).map(([agent, ms]) => [
      agent,
      async (signal: AbortSignal) => {
        await delay(ms, undefined, { signal });
        return anOutput({ agent: agent as AgentId });
      },
    ]),
  );
}

/** Notes when the executor took each run and let go of it. */
class RunJournal {
  private readonly spans: RunSpan[] = [];
  private awake: () => void = () => undefined;

  constructor(executor: RunExecutor) {
    const execute = executor.execute.bind(executor);
    executor.execute = async (...given) => {
      const beganAt = monotonicMs();
      try {
        return await execute(...given);
      } finally {
        this.spans.push({ runId: given[1], beganAt, endedAt: monotonicMs() });
        this.awake();
      }
    };
  }

  /** The next so many spans, when they are there. */
  async take(count: number): Promise<RunSpan[]> {
    while (this.spans.length < count) await new Promise<void>((resolve) => (this.awake = resolve));
    return this.spans.splice(0, count);
  }
}

void main();
