import { AGENT_IDS } from '@app/agents';
import type { RunDetail } from '@app/runs';
import type { Benchmark, BenchmarkResult } from '../benchmark';
import type { Lab } from '../lab';
import { summarise } from '../statistics';
import { inWords } from '../words';

const AGENT_MS = 100;
const SLOWEST_MS = 200;
const AT_MOST = 1.05;

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
    for (let n = 0; n < 3; n += 1) await client.startAndFollow();
    const runs = [];
    for (let n = 0; n < lab.repetitions(40, 8); n += 1) {
      const { runId, waitedMs } = await client.startAndFollow();
      runs.push({ ...spansOf(await client.get(runId)), waitedMs });
    }
    const slowest = summarise(runs.map((run) => run.slowestMs));
    const wall = summarise(runs.map((run) => run.wallMs / run.slowestMs));
    const waited = summarise(runs.map((run) => run.waitedMs / run.slowestMs));
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
      ],
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
