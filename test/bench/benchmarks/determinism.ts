import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import type { ChildProgram } from '../child-program';
import { exampleFiles } from '../examples';
import type { Lab } from '../lab';
import type { AnalysisAnswer, AnalysisOrder, AnalysisWish } from '../programs/analysis';

const AS_OF = '2026-11-20';
const SEED = 7;
/** Processes beside each other: two that compute in threads as a worker does, one that computes in place. */
const THREADS = [1, 1, 0];

/** Whether the same input gives the same bytes: in any process, with the agents ending in any order. */
export const determinism: Benchmark = {
  name: 'determinism',
  title:
    'every example analysed over and over, in several processes, agents beginning and ending in random order',

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const runs = lab.repetitions(50, 6);
    const programs = await Promise.all(
      THREADS.map((threads) =>
        lab.program('analysis', { asOf: AS_OF, seed: SEED, threads } satisfies AnalysisOrder),
      ),
    );
    const measurements: Measurement[] = [];
    const notes = [`SHA-256 of the outputs of all eleven agents as of ${AS_OF} with the seed ${SEED}:`];
    for (const { name, file } of exampleFiles()) {
      const answers = await repeated(programs, runs, file);
      const hashes = new Set(answers.map(({ hash }) => hash));
      const orders = new Set(answers.map(({ ended }) => ended));
      measurements.push({
        what: `${name}: different results`,
        value: hashes.size,
        unit: '',
        aim: { is: '=', value: 1 },
        spread: `${answers.length} runs in ${programs.length} processes, agents ended in ${orders.size} orders`,
      });
      notes.push(`${name}: ${[...hashes].join(' ')} (${answers[0]?.bytes ?? 0} bytes)`);
    }
    return { measurements, notes };
  },
};

/** Each process takes its share of the runs, one after the other. */
async function repeated(
  programs: readonly ChildProgram[],
  runs: number,
  file: string,
): Promise<AnalysisAnswer[]> {
  const wish: AnalysisWish = { file, shuffled: true };
  const shares = programs.map(async (program, index) => {
    const answers: AnalysisAnswer[] = [];
    for (let n = index; n < runs; n += programs.length) {
      answers.push(await program.ask<AnalysisAnswer>('analyse', wish));
    }
    return answers;
  });
  return (await Promise.all(shares)).flat();
}
