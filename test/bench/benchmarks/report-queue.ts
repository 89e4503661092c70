import { REPORT_FORMATS } from '@app/report-files';
import { REPORT_LANGUAGES, TEMPLATE_IDS } from '@app/reports';
import { ApiClient } from '../api-client';
import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import { largestExample } from '../examples';
import type { Lab } from '../lab';
import { monotonicMs } from '../monotonic-clock';
import type { LoopReading } from '../programs/loop-reading';

const LATE_MS = 50;

/** Many reports at once, while runs go on: whether the event loops of worker and API stay free. */
export const reportQueue: Benchmark = {
  name: 'report-queue',
  title: 'reports queued at once while runs go on: delay of the event loops',

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const count = lab.repetitions(50, 12);
    const space = lab.space();
    const worker = await lab.product('worker', space);
    const api = await lab.product('api', space);
    const at = new ApiClient(api.url);
    const runId = await at.run(await at.assess(largestExample(), 'application/yaml'));
    await at.runEnded(runId);
    const quick = await at.assessSmall();

    await Promise.all([worker, api].map(({ program }) => program.ask('loop')));
    const beganAt = monotonicMs();
    const ids = await Promise.all(wishes(count).map((wish) => at.report(runId, wish)));
    let runs = 0;
    let isOver = false;
    const running = (async () => {
      while (!isOver) {
        await at.runEnded(await at.run(quick));
        runs += 1;
      }
    })();
    await Promise.all(ids.map((id) => at.reportMade(id))).finally(() => (isOver = true));
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
