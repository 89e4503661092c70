import { performance } from 'node:perf_hooks';
import type { Benchmark, BenchmarkResult } from '../benchmark';
import type { Lab } from '../lab';
import { percentile } from '../statistics';

const P95_AT_MOST_MS = 150;
const HELD_AT_MOST_MS = 100;

const input = {
  name: 'What if',
  workloads: [
    {
      id: 'chat',
      kind: 'llm-serving',
      model: { id: 'llama-3.1-70b' },
      traffic: { requestsPerDay: 400_000, inputTokens: { p50: 1200 }, outputTokens: { p50: 250 } },
      slo: { timeToFirstTokenMs: 1500, availabilityPercent: 99.5 },
    },
  ],
};

/** Changes that leave the whole catalog open: the search looks at all of it on both sides. */
const CHANGES = [
  { traffic: { factor: 3 } },
  { precision: 'fp8' },
  { slo: { timeToFirstTokenMs: 600 } },
  { model: { id: 'qwen3-32b' } },
  { traffic: { requestsPerDay: 50_000 } },
];

/** What a person waits for an answer, and what others wait meanwhile. */
export const whatIf: Benchmark = {
  name: 'what-if',
  title: 'POST /v1/what-if over the whole catalog for one workload, one after the other',

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const api = await lab.product('api', lab.space());
    const ask = (change: object) => timed(`${api.url}/v1/what-if`, { input, changes: [change] });
    const cold = await ask(CHANGES[0] ?? {});
    for (let warm = 0; warm < lab.repetitions(40, 10); warm += 1)
      await ask(CHANGES[warm % CHANGES.length] ?? {});
    const times: number[] = [];
    const others: number[] = [];
    let stop = false;
    const beside = (async () => {
      while (!stop) others.push(await timed(`${api.url}/health`));
    })();
    for (let round = 0; round < lab.repetitions(200, 40); round += 1) {
      times.push(await ask(CHANGES[round % CHANGES.length] ?? {}));
    }
    stop = true;
    await beside;
    const most = Math.max(...others);
    return {
      measurements: [
        { what: 'what-if p50', value: percentile(times, 0.5), unit: 'ms', better: 'lower' },
        {
          what: 'what-if p95',
          value: percentile(times, 0.95),
          unit: 'ms',
          better: 'lower',
          aim: { is: '<', value: P95_AT_MOST_MS },
          spread: `${times.length} questions, most ${Math.max(...times).toFixed(0)} ms`,
        },
        {
          what: 'longest wait of /health meanwhile',
          value: most,
          unit: 'ms',
          better: 'lower',
          aim: { is: '<', value: HELD_AT_MOST_MS },
          spread: `p50 ${percentile(others, 0.5).toFixed(1)} ms, ${others.length} requests`,
        },
        {
          what: 'first question of the process, its thread included',
          value: cold,
          unit: 'ms',
          better: 'lower',
        },
      ],
      notes: [
        'Each answer searches the whole space (the search benchmark says how many options) before and after the change, with compliance on both sides.',
      ],
    };
  },
};

async function timed(url: string, body?: object): Promise<number> {
  const start = performance.now();
  const answer = await fetch(url, {
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return performance.now() - start;
}
