import { AGENT_IDS } from '@app/agents';
import type { RunDetail } from '@app/runs';
import type { Benchmark, BenchmarkResult } from '../benchmark';
import type { Lab } from '../lab';
import { summarise } from '../statistics';
import { inWords } from '../words';

const AGENT_MS = 100;
const SLOWEST_MS = 200;
const AT_MOST = 1.05;
/** Of a worker that has just begun: nothing is compiled yet. */
const FIRST_RUNS = 10;

/** Eleven agents at once should take as long as the slowest of them. */
export const slowestAgent: Benchmark = {
  name: 'slowest-agent',
  title: `one run, ten agents of ${AGENT_MS} ms and one of ${SLOWEST_MS} ms, beside its slowest agent`,

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const env = lab.space();
    await lab.worker(env, {
      ...Object.fromEntries(AGENT_IDS.map((id) => [id, AGENT_MS])),
      [AGENT_IDS[0]]: SLOWEST_MS,
    });
    const client = await lab.client(env);
    const measured = async (times: number) => {
      const runs = [];
      for (let n = 0; n < times; n += 1) {
        const { runId, waitedMs } = await client.startAndFollow();
        runs.push({ ...spansOf(await client.get(runId)), waitedMs });
      }
      return runs;
    };
    const young = await measured(lab.repetitions(50, 3));
    const runs = await measured(lab.repetitions(40, 8));
    const slowest = summarise(runs.map((run) => run.slowestMs));
    const wall = summarise(runs.map((run) => run.wallMs / run.slowestMs));
    const waited = summarise(runs.map((run) => run.waitedMs / run.slowestMs));
    const first = summarise(young.slice(0, FIRST_RUNS).map((run) => run.wallMs / run.slowestMs));
    const aim = { is: '<=' as const, value: AT_MOST };
    return {
      measurements: [
        {
          what: 'slowest agent (the yardstick)',
          value: slowest.p50,
          unit: 'ms',
          spread: inWords(slowest, 'ms'),
        },
        {
          what: 'run, from its start to its end / slowest agent',
          value: wall.p50,
          unit: 'x',
          better: 'lower',
          aim,
          spread: inWords(wall, 'x'),
        },
        {
          what: 'run, from asking for it to being told of its end / slowest agent',
          value: waited.p50,
          unit: 'x',
          better: 'lower',
          aim,
          spread: inWords(waited, 'x'),
        },
        {
          what: `the first ${first.count} runs of the worker, from start to end / slowest agent`,
          value: first.p50,
          unit: 'x',
          better: 'lower',
          spread: inWords(first, 'x'),
        },
      ],
      notes: [`The worker had done ${young.length} runs before those that are held to the aim.`],
    };
  },
};

/** Of one run: how long it took, and how long its slowest agent did. */
function spansOf(run: RunDetail): { wallMs: number; slowestMs: number } {
  if (run.state !== 'completed' || !run.startedAt || !run.endedAt)
    throw new Error(`a run became ${run.state}`);
  const agents = run.steps.map(({ attempts }) => {
    const { startedAt, endedAt } = attempts.at(-1) ?? {};
    return (endedAt?.getTime() ?? NaN) - (startedAt?.getTime() ?? NaN);
  });
  return { wallMs: run.endedAt.getTime() - run.startedAt.getTime(), slowestMs: Math.max(...agents) };
}
