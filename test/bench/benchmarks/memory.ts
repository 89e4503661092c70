import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import type { ChildProgram } from '../child-program';
import type { Lab } from '../lab';
import type { MemoryPoint } from '../memory-trend';
import { WORTH_A_WORD_MB, judgeMemory, plotMemory } from '../memory-trend';
import type { LoadResult } from '../programs/load';
import type { ProcessReading } from '../programs/process-reading';
import { formatFigure } from '../result-table';

const ROUNDS = 10;
const NAMES = ['worker', 'api'] as const;

type Name = (typeof NAMES)[number];
type Curves = Record<Name, { heap: MemoryPoint[]; resident: MemoryPoint[] }>;

/** Whether processes that work for long come to hold more and more. */
export const memory: Benchmark = {
  name: 'memory',
  title: 'memory of API and worker over 5,000 runs, garbage collected before each reading',

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const perRound = lab.repetitions(500, 50);
    const env = lab.space();
    const client = await lab.client(env);
    const api = await lab.product('api', env);
    const worker = await lab.product('worker', env);
    const generator = await lab.program('load');
    const url = `${api.url}/v1/assessments/${await client.quickAssessmentId()}/runs`;
    const curves: Curves = { worker: { heap: [], resident: [] }, api: { heap: [], resident: [] } };
    for (let round = 1; round <= ROUNDS; round += 1) {
      await post(generator, url, perRound);
      await client.untilCompleted(perRound);
      await client.forgetRuns();
      const programs: Record<Name, ChildProgram> = { worker: worker.program, api: api.program };
      for (const name of NAMES) {
        const { heapMb, rssMb } = await programs[name].ask<ProcessReading>('reading', { collect: true });
        curves[name].heap.push({ runs: round * perRound, mb: heapMb });
        curves[name].resident.push({ runs: round * perRound, mb: rssMb });
      }
    }
    return {
      measurements: NAMES.flatMap((name) => figuresOf(name, curves[name])),
      notes: [
        'Real runs of a small input, posted to the API, all completed by the database before each reading.',
        `Growing: the slope over the second half is beyond two standard errors and beyond ${WORTH_A_WORD_MB} MB for 1,000 runs.`,
        ...NAMES.flatMap((name) => [
          `${name}, heap MB: ${inARow(curves[name].heap)}`,
          `${name}, resident MB: ${inARow(curves[name].resident)}`,
        ]),
      ],
      plot: NAMES.flatMap((name) => plotMemory(`${name}, heap`, curves[name].heap)),
    };
  },
};

async function post(generator: ChildProgram, url: string, amount: number): Promise<void> {
  const order = { url, method: 'POST', connections: 10, seconds: 60, amount };
  const { latencies } = await generator.ask<LoadResult>('load', order);
  if (latencies.length !== amount) throw new Error(`${latencies.length} of ${amount} runs were accepted`);
}

function figuresOf(name: Name, { heap, resident }: Curves[Name]): Measurement[] {
  return [
    ...slopeOf(`${name}, heap`, heap),
    ...slopeOf(`${name}, resident`, resident),
    { what: `${name}, heap at the end`, value: heap.at(-1)?.mb ?? NaN, unit: 'MB', better: 'lower' },
    { what: `${name}, resident at the end`, value: resident.at(-1)?.mb ?? NaN, unit: 'MB', better: 'lower' },
  ];
}

function slopeOf(what: string, curve: readonly MemoryPoint[]): Measurement[] {
  const { slope, noise } = judgeMemory(curve);
  const most = Math.max(noise, WORTH_A_WORD_MB);
  return [
    {
      what: `${what}: gain for 1,000 runs, second half`,
      value: slope,
      unit: 'MB',
      better: 'lower',
      aim: { is: '<=', value: Number(most.toFixed(3)) },
      spread: `chance alone: ${formatFigure(noise)}`,
    },
  ];
}

function inARow(curve: readonly MemoryPoint[]): string {
  return curve.map(({ mb }) => mb.toFixed(1)).join(' ');
}
