import { AGENT_IDS } from '@app/agents';
import type { Benchmark, BenchmarkResult } from '../benchmark';
import type { Lab } from '../lab';
import type { RunClient } from '../run-client';
import { summarise } from '../statistics';
import { inWords } from '../words';

const LATENCY_MS = 200;

/** Eleven agents that ask a model at once should wait for it once, not eleven times. */
export const narration: Benchmark = {
  name: 'narration',
  title: `one run whose 11 agents are worded by a model that takes ${LATENCY_MS} ms, beside that latency`,

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const models = await lab.program('models', LATENCY_MS);
    const env = lab.space({
      LLM_CHAIN: 'openai-compatible/bench',
      LLM_PRICES: 'openai-compatible/bench=1/2',
      OPENAI_COMPATIBLE_BASE_URL: `${await models.ask<string>('url')}/v1`,
      // Every run asks the same: an answer out of the cache would take no time.
      LLM_CACHE_HOURS: '0',
    });
    await lab.worker(env);
    const client = await lab.client(env);
    for (let n = 0; n < 3; n += 1) await both(client);
    await models.ask('takeCalls');
    const turns = [];
    for (let n = 0; n < lab.repetitions(30, 6); n += 1) turns.push(await both(client));
    const calls = await models.ask<number>('takeCalls');
    const ratio = summarise(turns.map(({ worded }) => worded / LATENCY_MS));
    const worded = summarise(turns.map((turn) => turn.worded));
    const plain = summarise(turns.map((turn) => turn.plain));
    return {
      measurements: [
        {
          what: 'run that is worded',
          value: worded.p50,
          unit: 'ms',
          better: 'lower',
          spread: inWords(worded, 'ms'),
        },
        {
          what: 'the same run without a model',
          value: plain.p50,
          unit: 'ms',
          better: 'lower',
          spread: inWords(plain, 'ms'),
        },
        {
          what: `run that is worded / the model's ${LATENCY_MS} ms (the yardstick)`,
          value: ratio.p50,
          unit: 'x',
          better: 'lower',
          spread: inWords(ratio, 'x'),
        },
        {
          what: 'calls of the model for a run',
          value: calls / turns.length,
          unit: '',
          better: 'lower',
          aim: { is: '=', value: AGENT_IDS.length },
        },
      ],
      notes: [
        'From asking for the run to being told of its end. Agents compute nothing; answers are not cached.',
      ],
    };
  },
};

/** One run with a model's words and one without, in ms each. */
async function both(client: RunClient): Promise<{ worded: number; plain: number }> {
  const worded = await client.startAndFollow({ narration: 'required', quorum: AGENT_IDS.length });
  const plain = await client.startAndFollow({ narration: 'off' });
  const { state, problems } = await client.get(worded.runId);
  if (state !== 'completed') throw new Error(`a run became ${state}: ${problems[0]?.message}`);
  return { worded: worded.waitedMs, plain: plain.waitedMs };
}
