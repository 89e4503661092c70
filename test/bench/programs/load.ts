// The load generator: it has a process of its own, so that its work does not slow the process it measures.
import autocannon from 'autocannon';
import { answerQuestions } from './answers';

export interface LoadOrder {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly connections: number;
  /** How long, unless `amount` says how many. */
  readonly seconds: number;
  readonly amount?: number;
}

export interface LoadResult {
  /** Of each answer that says yes, in ms. */
  readonly latencies: readonly number[];
  readonly seconds: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly errors: number;
  /** What the generator itself used of a processor. */
  readonly cpuMs: number;
}

async function load({ url, method, connections, seconds, amount }: LoadOrder): Promise<LoadResult> {
  const latencies: number[] = [];
  const refused: Record<string, number> = {};
  const before = process.cpuUsage();
  let seed = 0;
  const running = autocannon({
    url,
    connections,
    duration: seconds,
    ...(amount === undefined ? {} : { amount }),
    timeout: 20,
    requests: [
      method === 'GET'
        ? { method }
        : {
            method,
            headers: { 'content-type': 'application/json' },
            setupRequest: (request) => ({ ...request, body: JSON.stringify({ seed: (seed += 1) }) }),
          },
    ],
  });
  void running.on('response', (_client, status, _bytes, ms) => {
    if (status >= 200 && status < 300) latencies.push(ms);
    else refused[status] = (refused[status] ?? 0) + 1;
  });
  const result = await running;
  const used = process.cpuUsage(before);
  return {
    latencies,
    seconds: result.duration,
    refused,
    errors: result.errors,
    cpuMs: (used.user + used.system) / 1_000,
  };
}

answerQuestions({ load });
