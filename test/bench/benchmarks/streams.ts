import { setTimeout as delay } from 'node:timers/promises';
import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import type { ChildProgram } from '../child-program';
import type { Lab, ListeningProcess } from '../lab';
import { monotonicMs } from '../monotonic-clock';
import type { ProcessReading } from '../programs/process-reading';
import type { RunClient } from '../run-client';
import { summarise } from '../statistics';
import { inWords } from '../words';

const STREAMS = 1_000;
const RUNS = 100;
/** Each of the runs tells of something this often: a run of eleven agents has some 30 events in all. */
const EVENTS_A_SECOND = 0.5;
const P99_BELOW_MS = 100;

/** How late people see what happens while a thousand of them watch through one process. */
export const streams: Benchmark = {
  name: 'streams',
  title: `${STREAMS} open event streams on one API process beside one`,

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const env = lab.space();
    const api = await lab.product('api', env);
    const client = await lab.client(env);
    const listeners = await lab.program('listeners');
    const scene = new Scene(api, client, listeners);
    const runs: string[] = [];
    for (let n = 0; n < RUNS; n += 1) runs.push(await client.start());
    const seconds = lab.repetitions(20, 4);
    const [watched = ''] = runs;

    // Once before anything is counted: memory that the first streams take for good is not a stream's own.
    await scene.watch(Array.from({ length: STREAMS }, (_, n) => runs[n % RUNS] ?? ''));
    await scene.leave();
    const before = await scene.reading();
    await scene.watch([watched]);
    const alone = await scene.delays([watched], seconds, EVENTS_A_SECOND * RUNS);
    await scene.leave();
    await scene.watch(Array.from({ length: STREAMS }, (_, n) => runs[n % RUNS] ?? ''));
    const open = await scene.reading();
    const spread = await scene.delays(runs, seconds, EVENTS_A_SECOND * RUNS);
    await scene.leave();
    await scene.watch(Array.from({ length: STREAMS }, () => watched));
    const crowd = await scene.delays([watched], seconds, 2);
    const broken = await listeners.ask<number>('broken');
    await scene.leave();
    return {
      measurements: [
        ...delaysOf('one stream (the yardstick)', alone, null),
        ...delaysOf(`${STREAMS} streams of ${RUNS} runs`, spread, P99_BELOW_MS),
        ...delaysOf(`${STREAMS} streams of one run`, crowd, P99_BELOW_MS),
        {
          what: 'streams that broke off',
          value: broken,
          unit: '',
          better: 'lower',
          aim: { is: '=', value: 0 },
        },
        {
          what: 'memory of a stream, resident',
          value: kbEach(before.rssMb, open.rssMb),
          unit: 'KiB',
          better: 'lower',
        },
        {
          what: 'memory of a stream, heap',
          value: kbEach(before.heapMb, open.heapMb),
          unit: 'KiB',
          better: 'lower',
        },
      ],
      notes: [
        'Delay: from just before the event is appended in one process to its last byte at the client in another; one clock.',
        `One stream and the streams of ${RUNS} runs: ${EVENTS_A_SECOND * RUNS} events a second in all. One run: 2 events a second to all ${STREAMS}.`,
        `Memory: of the API after garbage was collected, ${STREAMS} streams open less none open (after a first opening).`,
        `All ${STREAMS} clients are one process: its own reading of ${STREAMS} sockets is part of the delay.`,
      ],
    };
  },
};

/** The API, whoever watches its streams, and whoever writes the events. */
class Scene {
  private watching = 0;

  constructor(
    private readonly api: ListeningProcess,
    private readonly client: RunClient,
    private readonly listeners: ChildProgram,
  ) {}

  async watch(runIds: readonly string[]): Promise<void> {
    await this.listeners.ask(
      'open',
      runIds.map((id) => `${this.api.url}/v1/runs/${id}/events`),
    );
    this.watching = runIds.length;
  }

  async leave(): Promise<void> {
    await this.listeners.ask('close');
    this.watching = 0;
  }

  reading(): Promise<ProcessReading> {
    return this.api.program.ask<ProcessReading>('reading', { collect: true });
  }

  /** Appends to the runs in turn, evenly, and returns what the watchers measured of every event. */
  async delays(runIds: readonly string[], seconds: number, perSecond: number): Promise<number[]> {
    await this.listeners.ask('take');
    const total = seconds * perSecond;
    const beganAt = monotonicMs();
    for (let n = 0; n < total; n += 1) {
      await delay(Math.max(0, beganAt + (n * 1_000) / perSecond - monotonicMs()));
      await this.client.append(runIds[n % runIds.length] ?? '', anEvent());
    }
    await this.untilArrived((total * this.watching) / runIds.length);
    return this.listeners.ask<number[]>('take');
  }

  private async untilArrived(count: number): Promise<void> {
    const giveUpAt = monotonicMs() + 15_000;
    while ((await this.listeners.ask<number>('count')) < count) {
      if (monotonicMs() > giveUpAt) throw new Error(`${count} events were expected and fewer arrived`);
      await delay(20);
    }
  }
}

/** Says when it was written where people read what a run is doing. */
function anEvent() {
  return {
    type: 'run.progress' as const,
    percent: 50,
    step: String(monotonicMs()),
    done: 5,
    total: 11,
    at: new Date().toISOString(),
  };
}

function delaysOf(what: string, delays: readonly number[], below: number | null): Measurement[] {
  const summary = summarise(delays);
  return [
    { what: `${what}: delay p50`, value: summary.p50, unit: 'ms', better: 'lower' },
    {
      what: `${what}: delay p99`,
      value: summary.p99,
      unit: 'ms',
      better: 'lower',
      aim: below === null ? undefined : { is: '<', value: below },
      spread: inWords(summary, 'ms'),
    },
  ];
}

function kbEach(beforeMb: number, openMb: number): number {
  return ((openMb - beforeMb) * 1_024) / STREAMS;
}
