import { MEMORY_FLAGS } from '@app/local-stack';
import { REPORT_FORMATS } from '@app/report-files';
import { readFileSync } from 'node:fs';
import { ApiClient } from '../api-client';
import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import { exampleFiles, largestExample } from '../examples';
import type { Lab } from '../lab';
import type { AnalysisAnswer, AnalysisOrder, AnalysisWish } from '../programs/analysis';
import type { ProcessReading } from '../programs/process-reading';
import { summarise } from '../statistics';
import { inWords } from '../words';

/** As a worker on a machine of two cores: one for the event loop, one for long computations. */
const ORDER: AnalysisOrder = { asOf: '2026-11-20', seed: 7, threads: 1 };
const AT_MOST_MS = 1_500;
const AT_MOST_MB = 400;

/** All eleven agents on every example without a language model: how long, and how much memory the process holds. */
export const analysis: Benchmark = {
  name: 'analysis',
  title: 'whole deterministic analysis of each example, all agents',

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const repetitions = lab.repetitions(10, 3);
    const program = await lab.program('analysis', ORDER, { nodeOptions: MEMORY_FLAGS });
    const measurements: Measurement[] = [];
    let rssMb = 0;
    for (const { name, file } of exampleFiles()) {
      const wish: AnalysisWish = { file, shuffled: false };
      const first = await program.ask<AnalysisAnswer>('analyse', wish);
      const times: number[] = [];
      for (let n = 0; n < repetitions; n += 1) {
        const answer = await program.ask<AnalysisAnswer>('analyse', wish);
        times.push(answer.ms);
        rssMb = Math.max(rssMb, answer.rssMb);
      }
      const summary = summarise(times);
      measurements.push({
        what: `${name}: first analysis of the process`,
        value: first.ms,
        unit: 'ms',
        better: 'lower',
      });
      measurements.push({
        what: `${name}: analysis`,
        value: summary.p50,
        unit: 'ms',
        better: 'lower',
        spread: inWords(summary, 'ms'),
        aim: { is: '<', value: AT_MOST_MS },
      });
    }
    measurements.push(
      {
        what: 'resident memory of that process, most after an analysis',
        value: rssMb,
        unit: 'MB',
        better: 'lower',
      },
      ...(await memoryOfWorker(lab)),
    );
    return {
      measurements,
      notes: [
        'Times: one process with one thread for long computations; nothing is stored and no model is asked.',
        'The worker is the built one, started as `infra-mind start` starts it; what it ever held, by the system (VmHWM).',
      ],
    };
  },
};

/** The real worker: every example again and again, one after the other; then many small runs; then reports as well. */
async function memoryOfWorker(lab: Lab): Promise<Measurement[]> {
  const env = lab.space();
  const { program } = await lab.product('worker', env);
  const at = new ApiClient((await lab.product('api', env)).url);
  const measurements: Measurement[] = [];
  const read = async (when: string, aim?: Measurement['aim']) => {
    const { rssMb, peakMb } = await program.ask<ProcessReading>('reading', { collect: false });
    const what = `resident memory of the worker, most so far: ${when}`;
    const spread = `now ${rssMb.toFixed(0)}`;
    measurements.push({ what, value: peakMb, unit: 'MB', better: 'lower', spread, ...(aim ? { aim } : {}) });
  };
  const below: Measurement['aim'] = { is: '<', value: AT_MOST_MB };

  const runOf = async (text: string) => at.run(await at.assess(text, 'application/yaml'));
  for (let round = 0; round < lab.repetitions(5, 1); round += 1) {
    for (const { file } of exampleFiles()) await at.runEnded(await runOf(readFileSync(file, 'utf8')));
  }
  await read('every example', below);

  const small = await at.assessSmall();
  const many = Array.from({ length: lab.repetitions(200, 50) }, (_, seed) =>
    at.run(small, { seed: seed + 1 }),
  );
  for (const run of await Promise.all(many)) await at.runEnded(run);
  await read(`${many.length} small runs`, below);

  const largest = await runOf(largestExample());
  await at.runEnded(largest);
  for (const format of Object.keys(REPORT_FORMATS)) {
    await at.reportMade(await at.report(largest, { format, template: 'full', language: 'en' }));
  }
  await read('its reports in every format');
  return measurements;
}
