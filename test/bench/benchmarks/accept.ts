import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import type { ChildProgram } from '../child-program';
import type { Lab } from '../lab';
import type { LoadOrder, LoadResult } from '../programs/load';
import type { ProcessReading } from '../programs/process-reading';
import { formatFigure } from '../result-table';
import type { RunClient } from '../run-client';
import { percentile } from '../statistics';

const CONNECTIONS = [50, 150, 500];
const P99_AT_MOST_MS = 200;

/** How the API takes runs under load: each stored and enqueued before it answers 202. */
export const accept: Benchmark = {
  name: 'accept',
  title: 'POST a run (stored, enqueued, 202) beside the same process answering /health',

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const env = lab.space();
    const api = await lab.product('api', env);
    const client = await lab.client(env);
    const generator = await lab.program('load');
    const posts = `${api.url}/v1/assessments/${await client.assessmentId()}/runs`;
    const bench = new LoadBench(generator, api.program, { posts, health: `${api.url}/health` });
    await bench.round(20, lab.repetitions(5, 2));
    const measurements: Measurement[] = [];
    const loads: string[] = [];
    let accepted = 0;
    for (const connections of CONNECTIONS) {
      await client.forgetRuns();
      const rounds = [];
      for (let n = 0; n < lab.repetitions(4, 1); n += 1) {
        rounds.push(await bench.round(connections, lab.repetitions(6, 3)));
      }
      const answered = rounds.reduce((sum, { post }) => sum + post.latencies.length, 0);
      accepted += answered;
      measurements.push(...figuresOf(connections, rounds, await missingOf(client, answered)));
      loads.push(
        `at ${connections}: generator ${shareOf(rounds, 'generator')}, API ${shareOf(rounds, 'api')}`,
      );
    }
    return {
      measurements,
      notes: [
        `${accepted} runs were accepted; no worker took any, so the queue grew all the while.`,
        `Processor share while posting, of one core each (generator, API, database and Redis share the machine): ${loads.join('; ')}.`,
        "The generator is closed-loop: it sends a connection's next request when the last was answered, so latency = connections / rate.",
      ],
    };
  },
};

interface Round {
  readonly post: LoadResult;
  readonly health: LoadResult;
  /** Processor time of the API while it took runs. */
  readonly apiCpuMs: number;
}

class LoadBench {
  constructor(
    private readonly generator: ChildProgram,
    private readonly api: ChildProgram,
    private readonly urls: { readonly posts: string; readonly health: string },
  ) {}

  /** The yardstick and the subject, one after the other. */
  async round(connections: number, seconds: number): Promise<Round> {
    const health = await this.load({ url: this.urls.health, method: 'GET', connections, seconds });
    const before = await this.apiCpuMs();
    const post = await this.load({ url: this.urls.posts, method: 'POST', connections, seconds });
    return { health, post, apiCpuMs: (await this.apiCpuMs()) - before };
  }

  private load(order: LoadOrder): Promise<LoadResult> {
    return this.generator.ask<LoadResult>('load', order);
  }

  private async apiCpuMs(): Promise<number> {
    return (await this.api.ask<ProcessReading>('reading', { collect: false })).cpuMs;
  }
}

/** Runs that were answered with 202 and that the database does not know. */
async function missingOf(client: RunClient, answered: number): Promise<number> {
  const stored = [...(await client.states()).values()].reduce((sum, count) => sum + count, 0);
  return Math.max(0, answered - stored);
}

function figuresOf(connections: number, rounds: readonly Round[], missing: number): Measurement[] {
  const at = `${connections} connections:`;
  const posts = rounds.flatMap(({ post }) => post.latencies);
  const healths = rounds.flatMap(({ health }) => health.latencies);
  const rateOf = (name: 'post' | 'health') =>
    rounds.reduce((sum, round) => sum + round[name].latencies.length, 0) /
    rounds.reduce((sum, round) => sum + round[name].seconds, 0);
  const most = posts.reduce((high, ms) => Math.max(high, ms), 0);
  const spread = `most ${formatFigure(most)} ms, n ${posts.length}, ${rounds.length} rounds`;
  return [
    { what: `${at} POST p50`, value: percentile(posts, 0.5), unit: 'ms', better: 'lower' },
    {
      what: `${at} POST p99`,
      value: percentile(posts, 0.99),
      unit: 'ms',
      better: 'lower',
      aim: connections === 500 ? { is: '<', value: P99_AT_MOST_MS } : undefined,
      spread,
    },
    { what: `${at} POST rate`, value: rateOf('post'), unit: 'runs/s', better: 'higher' },
    {
      what: `${at} POST errors and refusals`,
      value: rounds.reduce((sum, { post }) => sum + failuresOf(post), 0),
      unit: '',
      better: 'lower',
      aim: { is: '=', value: 0 },
      spread: refusalsOf(rounds),
    },
    {
      what: `${at} accepted but not stored`,
      value: missing,
      unit: 'runs',
      better: 'lower',
      aim: { is: '=', value: 0 },
    },
    { what: `${at} /health p50 (the yardstick)`, value: percentile(healths, 0.5), unit: 'ms' },
    { what: `${at} /health p99`, value: percentile(healths, 0.99), unit: 'ms' },
    { what: `${at} /health rate`, value: rateOf('health'), unit: 'req/s' },
    {
      what: `${at} POST rate / health rate`,
      value: rateOf('post') / rateOf('health'),
      unit: 'x',
      better: 'higher',
    },
  ];
}

function failuresOf({ errors, refused }: LoadResult): number {
  return errors + Object.values(refused).reduce((sum, count) => sum + count, 0);
}

function refusalsOf(rounds: readonly Round[]): string {
  const refused = rounds.flatMap(({ post }) => Object.entries(post.refused));
  return refused.map(([status, count]) => `${count} x ${status}`).join(', ');
}

function shareOf(rounds: readonly Round[], who: 'generator' | 'api'): string {
  const used = rounds.reduce((sum, { post, apiCpuMs }) => sum + (who === 'api' ? apiCpuMs : post.cpuMs), 0);
  const lasted = rounds.reduce((sum, { post }) => sum + post.seconds * 1_000, 0);
  return `${Math.round((100 * used) / lasted)} %`;
}
