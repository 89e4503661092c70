import { MEMORY_FLAGS } from '@app/local-stack';
import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import { exampleFiles } from '../examples';
import type { Lab } from '../lab';
import type { AnalysisAnswer, AnalysisOrder, AnalysisWish } from '../programs/analysis';
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
    measurements.push({
      what: 'resident memory of the process, most after an analysis',
      value: rssMb,
      unit: 'MB',
      better: 'lower',
      aim: { is: '<', value: AT_MOST_MB },
    });
    return {
      measurements,
      notes: ['One process with one thread for long computations; nothing is stored and no model is asked.'],
    };
  },
};
