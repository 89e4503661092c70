import { REPORT_FORMATS } from '@app/report-files';
import { REPORT_LANGUAGES, TEMPLATE_IDS } from '@app/reports';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import { exampleFiles } from '../examples';
import type { Lab } from '../lab';
import { monotonicMs } from '../monotonic-clock';
import type { LoopReading } from '../programs/loop-reading';

const LATE_MS = 50;
const WITHIN_MS = 600_000;
const RUN_INPUT = { name: 'Search', workloads: [{ kind: 'embedding', traffic: { requestsPerDay: 10_000 } }] };

/** Many reports at once, while runs go on: whether the event loops of worker and API stay free. */
export const reportQueue: Benchmark = {
  name: 'report-queue',
  title: 'reports queued at once while runs go on: delay of the event loops',

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const count = lab.repetitions(50, 12);
    const space = lab.space();
    const worker = await lab.product('worker', space);
    const api = await lab.product('api', space);
    const at = new Api(api.url);
    const runId = await at.run(await at.assess(largestExample(), 'application/yaml'));
    await at.ended(`/v1/runs/${runId}`, ['completed', 'partial']);
    const quick = await at.assess(JSON.stringify(RUN_INPUT), 'application/json');

    await Promise.all([worker, api].map(({ program }) => program.ask('loop')));
    const beganAt = monotonicMs();
    const ids = await Promise.all(wishes(count).map((wish) => at.report(runId, wish)));
    let runs = 0;
    let isOver = false;
    const running = (async () => {
      while (!isOver) {
        await at.ended(`/v1/runs/${await at.run(quick)}`, ['completed', 'partial']);
        runs += 1;
      }
    })();
    await Promise.all(ids.map((id) => at.ended(`/v1/reports/${id}`, ['completed']))).finally(
      () => (isOver = true),
    );
    const tookMs = monotonicMs() - beganAt;
    await running;
    const [ofWorker, ofApi] = await Promise.all([
      worker.program.ask<LoopReading>('loop'),
      api.program.ask<LoopReading>('loop'),
    ]);
    return {
      measurements: [
        ...loop('worker', ofWorker),
        ...loop('API', ofApi),
        {
          what: `${count} reports, from the first wish to the last file`,
          value: tookMs,
          unit: 'ms',
          better: 'lower',
        },
        { what: 'runs that ended meanwhile', value: runs, unit: 'runs', better: 'higher' },
      ],
      notes: ['One report at a time in a thread, all formats in turn, of the largest example by its file.'],
    };
  },
};

function loop(name: string, { p50Ms, p99Ms, maxMs }: LoopReading): Measurement[] {
  return [
    {
      ...{ what: `${name}: p99 of the delay of the event loop`, value: p99Ms, unit: 'ms', better: 'lower' },
      spread: `p50 ${p50Ms.toFixed(1)}, most ${maxMs.toFixed(1)}`,
      aim: { is: '<', value: LATE_MS },
    },
  ];
}

function largestExample(): string {
  const texts = exampleFiles().map(({ file }) => readFileSync(file, 'utf8'));
  return texts.reduce((largest, text) => (text.length > largest.length ? text : largest));
}

/** So many different reports. */
function wishes(count: number): object[] {
  const all = REPORT_LANGUAGES.flatMap((language) =>
    TEMPLATE_IDS.flatMap((template) =>
      Object.keys(REPORT_FORMATS).map((format) => ({ format, template, language })),
    ),
  );
  if (all.length < count) throw new Error(`${all.length} different reports are fewer than ${count}`);
  return all.slice(0, count);
}

/** The little of the HTTP API that this needs. */
class Api {
  constructor(private readonly url: string) {}

  assess(body: string, type: string): Promise<string> {
    return this.made('/v1/assessments', body, type);
  }

  run(assessmentId: string): Promise<string> {
    return this.made(`/v1/assessments/${assessmentId}/runs`, '{}');
  }

  report(runId: string, wish: object): Promise<string> {
    return this.made(`/v1/runs/${runId}/reports`, JSON.stringify(wish));
  }

  /** Waits until something is in one of the states. */
  async ended(path: string, states: readonly string[]): Promise<void> {
    const giveUpAt = monotonicMs() + WITHIN_MS;
    for (;;) {
      const { state, problems } = await this.read(path);
      if (states.includes(state)) return;
      if (state === 'failed' || state === 'cancelled')
        throw new Error(`${path} is ${state}: ${JSON.stringify(problems)}`);
      if (monotonicMs() > giveUpAt) throw new Error(`${path} did not end within ${WITHIN_MS} ms`);
      await delay(250);
    }
  }

  private async read(path: string): Promise<{ readonly state: string; readonly problems: unknown }> {
    const response = await fetch(`${this.url}${path}?fields=state,problems`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { state: string; problems: unknown };
  }

  private async made(path: string, body: string, type = 'application/json'): Promise<string> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return ((await response.json()) as { id: string }).id;
  }
}
