import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { AssessmentsService } from '@app/assessments';
import type { AssessmentInput } from '@app/assessments';
import { AGENT_IDS } from '@app/agents';
import { DatabaseModule } from '@app/database';
import { RunEventFeed } from '@app/events';
import { AppConfig, PlatformModule } from '@app/platform';
import { RunsModule, RunsService, isTerminal } from '@app/runs';
import type { RunState } from '@app/runs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ProductProcess } from '../support/product-process';
import { PATIENT_WITH_STORES, testMongoUrl, testRedisUrl } from '../support/stores';

const NAME = 'worker-death';
const TENANT = 'local';
const RUNS = 20;
const EXAMPLE = join(__dirname, '..', '..', 'examples', 'support-assistant-gdpr.yaml');

const ENV = {
  NODE_ENV: 'test',
  MONGODB_URL: testMongoUrl(NAME),
  REDIS_URL: testRedisUrl(),
  REDIS_PREFIX: NAME,
  ...PATIENT_WITH_STORES,
  RUN_LOCK_MS: '2000',
  RUN_STALLED_CHECK_MS: '1000',
  RUN_SWEEP_INTERVAL_MS: '1000',
  WORKER_PORT: '0',
};

describe('a worker that is killed in the middle of its runs', () => {
  let client: TestingModule;
  const processes: ProductProcess[] = [];
  const startWorker = async () => {
    const worker = await ProductProcess.start('worker', ENV, 'worker is ready');
    processes.push(worker);
    return worker;
  };

  beforeAll(async () => {
    const config = AppConfig.fromEnvironment({ ...ENV, LOG_LEVEL: 'silent' });
    const imports = [PlatformModule.forRoot({ service: 'test', config }), DatabaseModule, RunsModule];
    client = await Test.createTestingModule({ imports }).compile();
    await client.init();
  });

  afterAll(async () => {
    await Promise.all(processes.map((one) => one.kill()));
    await client.close();
  });

  /** The ids and states of a run's events up to the one that satisfies `done`. */
  async function follow(runId: string, done: (type: string, state: string | undefined) => boolean) {
    const sequence: number[] = [];
    for await (const answer of client
      .get(RunEventFeed)
      .subscribe(TENANT, runId, null, new AbortController().signal)) {
      if (answer.kind !== 'event') continue;
      sequence.push(Number(answer.id.split('-')[1]));
      const { event } = answer;
      if (done(event.type, event.type === 'run.state' ? event.state : undefined)) break;
    }
    return sequence;
  }

  it('loses no run, repeats no finished agent, and leaves no gap in the events', async () => {
    const input = parse(readFileSync(EXAMPLE, 'utf8')) as AssessmentInput;
    const assessment = await client.get(AssessmentsService).create(TENANT, input);
    const runs = client.get(RunsService);
    const ids: string[] = [];
    for (let index = 0; index < RUNS; index += 1) ids.push((await runs.start(TENANT, assessment, {})).id);

    const doomed = await startWorker();
    await follow(ids[4] as string, (type) => type === 'agent.state');
    await doomed.kill();
    await startWorker();

    const isEnd = (state: string | undefined) => state !== undefined && isTerminal(state as RunState);
    const sequences = await Promise.all(ids.map((id) => follow(id, (_type, state) => isEnd(state))));
    const ended = await Promise.all(ids.map((id) => runs.get(TENANT, id)));

    expect(ended.map((run) => run.state)).toEqual(ids.map(() => 'completed'));
    for (const sequence of sequences) expect(sequence).toEqual(sequence.map((_number, index) => index + 1));
    for (const run of ended) {
      expect(run.steps.map((step) => step.agent).sort()).toEqual([...AGENT_IDS].sort());
      for (const step of run.steps) {
        expect(step.attempts.filter((attempt) => attempt.outcome === 'succeeded')).toHaveLength(1);
        // A step that the dead worker had finished was not opened again by the one that took over.
        if (step.epoch < run.epoch) expect(step.attempts).toHaveLength(1);
      }
    }
    // The kill did hit runs in the middle: somebody had to take them over.
    expect(ended.filter((run) => run.epoch > 1).length).toBeGreaterThan(0);
  });
});
