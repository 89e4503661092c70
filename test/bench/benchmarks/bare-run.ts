import type { Benchmark, BenchmarkResult } from '../benchmark';
import type { Lab } from '../lab';
import type { RunSpan } from '../programs/worker';
import { summarise } from '../statistics';
import { inWords } from '../words';

const P50_AT_MOST_MS = 6;
/** What LangGraph.js took on the machine that the aim in milliseconds was set on. */
const YARDSTICK_THERE_MS = 1.5;

/** What a run costs when its agents cost nothing: claim, checkpoints, events, synthesis, report. */
export const bareRun: Benchmark = {
  name: 'bare-run',
  title: 'one run of agents that do nothing, all checkpoints, beside a LangGraph.js fan-out without any',

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const env = lab.space();
    const worker = await lab.worker(env);
    const graph = await lab.program('fan-out');
    const client = await lab.client(env);
    const once = async () => {
      const { runId, waitedMs } = await client.startAndFollow();
      const [span] = await worker.ask<RunSpan[]>('spans', 1);
      if (span?.runId !== runId) throw new Error(`the worker did ${span?.runId} instead of ${runId}`);
      return { waitedMs, workedMs: span.endedAt - span.beganAt, graphMs: await graph.ask<number>('invoke') };
    };
    for (let n = 0; n < lab.repetitions(200, 40); n += 1) await once();
    const runs = [];
    for (let n = 0; n < lab.repetitions(400, 50); n += 1) runs.push(await once());
    const worked = summarise(runs.map((run) => run.workedMs));
    const waited = summarise(runs.map((run) => run.waitedMs));
    const fanOut = summarise(runs.map((run) => run.graphMs));
    return {
      measurements: [
        {
          what: 'run, from a worker taking it to its last write, p50',
          value: worked.p50,
          unit: 'ms',
          better: 'lower',
          aim: { is: '<=', value: P50_AT_MOST_MS },
          spread: inWords(worked, 'ms'),
        },
        { what: 'the same, p95', value: worked.p95, unit: 'ms', better: 'lower' },
        {
          what: 'run, from asking for it to being told of its end, p50',
          value: waited.p50,
          unit: 'ms',
          better: 'lower',
          spread: inWords(waited, 'ms'),
        },
        {
          what: 'LangGraph.js, 11 nodes (the yardstick), p50',
          value: fanOut.p50,
          unit: 'ms',
          spread: inWords(fanOut, 'ms'),
        },
        { what: 'the same, p95', value: fanOut.p95, unit: 'ms' },
        {
          what: 'run / LangGraph.js, p50',
          value: worked.p50 / fanOut.p50,
          unit: 'x',
          better: 'lower',
          aim: { is: '<=', value: P50_AT_MOST_MS / YARDSTICK_THERE_MS },
        },
      ],
      notes: [
        'LangGraph.js keeps nothing: its process may not die. A run stores its states, 11 results, recommendations and report.',
        `The aim of ${P50_AT_MOST_MS} ms was set on a machine where LangGraph.js took ${YARDSTICK_THERE_MS} ms: as a ratio, ${P50_AT_MOST_MS / YARDSTICK_THERE_MS} x.`,
        `Both were warmed up by ${lab.repetitions(200, 40)} turns and then took turns.`,
      ],
    };
  },
};
