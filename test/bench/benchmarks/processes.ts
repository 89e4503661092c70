import { setTimeout as delay } from 'node:timers/promises';
import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import type { Lab, ListeningProcess } from '../lab';
import type { LoadResult } from '../programs/load';
import type { ProcessReading } from '../programs/process-reading';
import { summarise } from '../statistics';
import { inWords } from '../words';

type Name = 'api' | 'worker';

const NAMES: readonly Name[] = ['api', 'worker'];
const RUNS = 1_000;
const IDLE_AFTER_MS = 2_000;
/** A chain that is configured and never asked: nothing listens there. */
const MODELS = {
  LLM_CHAIN: 'openai-compatible/any',
  LLM_PRICES: 'openai-compatible/any=1/2',
  OPENAI_COMPATIBLE_BASE_URL: 'http://127.0.0.1:9/v1',
};

/** How long a process takes to be of use, and what it holds. */
export const processes: Benchmark = {
  name: 'processes',
  title: 'from start to ready, and resident memory, of API and worker',

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const starts = await manyStarts(lab);
    const worked = await afterWork(lab);
    return {
      measurements: [...starts, ...worked],
      notes: [
        'Ready: from the spawn of the process until /ready says 200; every start is a new process, files are in the page cache.',
        `Idle: ${IDLE_AFTER_MS / 1_000} s after it was ready, garbage as it lies. After garbage was collected: what is really held.`,
        `The runs are real ones, with the eleven agents of the product and a small input.`,
      ],
    };
  },
};

async function manyStarts(lab: Lab): Promise<Measurement[]> {
  const cases = NAMES.flatMap((name) => [
    { name, models: false, ready: [] as number[], idle: [] as number[] },
    { name, models: true, ready: [] as number[], idle: [] as number[] },
  ]);
  const env = lab.space();
  for (let n = 0; n < lab.repetitions(5, 1); n += 1) {
    for (const one of cases) {
      const started = await lab.product(one.name, { ...env, ...(one.models ? MODELS : {}) });
      one.ready.push(started.readyMs);
      await delay(IDLE_AFTER_MS);
      one.idle.push((await readingOf(started, false)).rssMb);
      await started.program.end();
    }
  }
  return cases.flatMap(({ name, models, ready, idle }) => {
    const what = `${name}${models ? ', models configured' : ''}`;
    const [time, memory] = [summarise(ready), summarise(idle)];
    return [
      {
        what: `${what}: start to ready`,
        value: time.p50,
        unit: 'ms',
        better: 'lower',
        spread: inWords(time, 'ms'),
      },
      {
        what: `${what}: resident, idle`,
        value: memory.p50,
        unit: 'MB',
        better: 'lower',
        spread: inWords(memory, 'MB'),
      },
    ] satisfies Measurement[];
  });
}

async function afterWork(lab: Lab): Promise<Measurement[]> {
  const env = lab.space();
  const started = { api: await lab.product('api', env), worker: await lab.product('worker', env) };
  const client = await lab.client(env);
  const runs = lab.repetitions(RUNS, 100);
  const generator = await lab.program('load');
  const url = `${started.api.url}/v1/assessments/${await client.quickAssessmentId()}/runs`;
  const { latencies } = await generator.ask<LoadResult>('load', {
    url,
    method: 'POST',
    connections: 10,
    seconds: 60,
    amount: runs,
  });
  if (latencies.length !== runs) throw new Error(`${latencies.length} of ${runs} runs were accepted`);
  await client.untilCompleted(runs);
  const measurements: Measurement[] = [];
  for (const name of NAMES) {
    const lying = await readingOf(started[name], false);
    const held = await readingOf(started[name], true);
    const what = `${name}, after ${runs} runs`;
    measurements.push(
      { what: `${what}: resident`, value: lying.rssMb, unit: 'MB', better: 'lower' },
      { what: `${what}: resident, garbage collected`, value: held.rssMb, unit: 'MB', better: 'lower' },
      { what: `${what}: heap, garbage collected`, value: held.heapMb, unit: 'MB', better: 'lower' },
    );
  }
  return measurements;
}

function readingOf({ program }: ListeningProcess, collect: boolean): Promise<ProcessReading> {
  return program.ask<ProcessReading>('reading', { collect });
}
