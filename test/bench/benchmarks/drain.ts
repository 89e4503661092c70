import { AppConfig } from '@app/platform';
import { runJob } from '@app/runs';
import { Queue } from 'bullmq';
import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import type { ChildProgram } from '../child-program';
import type { Lab } from '../lab';
import type { RawJobsOrder } from '../programs/raw-jobs';
import type { RunSpan } from '../programs/worker';
import type { WriteProfile } from '../programs/write-counter';
import { monotonicMs } from '../monotonic-clock';
import { formatFigure } from '../result-table';
import type { RunClient } from '../run-client';
import { median, summarise } from '../statistics';

const BATCHES = [200, 1_000];
const COUNTED_RUNS = 50;
/** Runs and jobs at a time: a worker that drains a queue waits for the stores, not for the processor. */
const CONCURRENCY = 32;

/** How fast one worker empties a full queue, and what BullMQ and the database could do at best. */
export const drain: Benchmark = {
  name: 'drain',
  title: 'queued runs of agents that do nothing, one worker, beside raw BullMQ jobs with as many writes',

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const env = lab.space({ RUN_CONCURRENCY: String(CONCURRENCY) });
    const worker = await lab.worker(env);
    const client = await lab.client(env);
    await drainRuns(client, worker, lab.repetitions(300, 60));
    const profile = await countWrites(client, worker);
    const concurrency = await worker.ask<number>('concurrency');
    const raw = await RawJobs.open(lab, { queue: 'raw', profile: oneCommandEach(profile), concurrency });
    const gathered = await RawJobs.open(lab, {
      queue: 'raw-gathered',
      profile: wholeCommands(profile),
      concurrency,
    });
    await raw.drain(lab.repetitions(300, 60));
    await gathered.drain(lab.repetitions(300, 60));
    const measurements: Measurement[] = [];
    for (const size of BATCHES) {
      const rounds = [];
      for (let n = 0; n < lab.repetitions(5, 2); n += 1) {
        rounds.push({
          runs: await drainRuns(client, worker, size),
          raw: await raw.drain(size),
          gathered: await gathered.drain(size),
        });
        await client.forgetRuns();
      }
      measurements.push(...figuresOf(size, rounds));
    }
    await Promise.all([raw.close(), gathered.close()]);
    return { measurements, notes: notesOf(profile, concurrency) };
  },
};

/** Runs a second, and how many of them the database knows as completed. */
interface Drained {
  readonly rate: number;
  readonly incomplete: number;
}

async function drainRuns(client: RunClient, worker: ChildProgram, count: number): Promise<Drained> {
  const before = (await client.states()).get('completed') ?? 0;
  await client.hold();
  await client.startMany(count);
  const releasedAt = await client.release();
  const spans = await worker.ask<RunSpan[]>('spans', count);
  const lastEndedAt = Math.max(...spans.map((span) => span.endedAt));
  const completed = ((await client.states()).get('completed') ?? 0) - before;
  return { rate: (count / (lastEndedAt - releasedAt)) * 1_000, incomplete: count - completed };
}

/** What the worker writes for one run, as its driver reports it, on average over many. */
async function countWrites(client: RunClient, worker: ChildProgram): Promise<WriteProfile> {
  await worker.ask('count-writes');
  await drainRuns(client, worker, COUNTED_RUNS);
  const counted = await worker.ask<WriteProfile>('writes');
  return Object.fromEntries(
    Object.entries(counted).map(([command, { commands, documents, bytes }]) => [
      command,
      { commands: commands / COUNTED_RUNS, documents: documents / COUNTED_RUNS, bytes: bytes / COUNTED_RUNS },
    ]),
  );
}

/** The same writes, each a command of its own: as many as a run makes, whoever gathers them. */
function oneCommandEach(profile: WriteProfile): WriteProfile {
  return Object.fromEntries(
    Object.entries(profile)
      .filter(([, { documents }]) => documents >= 0.5)
      .map(([command, { documents, bytes }]) => {
        const writes = Math.round(documents);
        return [command, { commands: writes, documents: writes, bytes }];
      }),
  );
}

/** The same in whole commands, for a job that shares none with other jobs. */
function wholeCommands(profile: WriteProfile): WriteProfile {
  return Object.fromEntries(
    Object.entries(profile)
      .filter(([, { documents }]) => documents >= 0.5)
      .map(([command, { commands, documents, bytes }]) => [
        command,
        { commands: Math.max(1, Math.round(commands)), documents: Math.round(documents), bytes },
      ]),
  );
}

/** The yardstick: a queue and a worker of BullMQ's own. */
class RawJobs {
  private drained = 0;

  private constructor(
    private readonly queue: Queue,
    private readonly program: ChildProgram,
  ) {}

  static async open(
    lab: Lab,
    kind: Pick<RawJobsOrder, 'queue' | 'profile' | 'concurrency'>,
  ): Promise<RawJobs> {
    const { env } = AppConfig.fromEnvironment(lab.space());
    const order: RawJobsOrder = {
      mongoUrl: env.MONGODB_URL,
      redis: lab.redisAddress,
      prefix: env.REDIS_PREFIX,
      lockMs: env.RUN_LOCK_MS,
      stalledCheckMs: env.RUN_STALLED_CHECK_MS,
      ...kind,
    };
    const queue = new Queue(order.queue, { connection: order.redis, prefix: order.prefix });
    return new RawJobs(queue, await lab.program('raw-jobs', order));
  }

  /** Jobs a second. */
  async drain(count: number): Promise<number> {
    await this.queue.pause();
    const { attempts, backoffMs } = runJob;
    await this.queue.addBulk(
      Array.from({ length: count }, () => ({
        name: 'raw',
        data: { tenantId: 'local', runId: String((this.drained += 1)) },
        opts: {
          jobId: `${this.queue.name}-${this.drained}`,
          attempts,
          backoff: { type: 'exponential', delay: backoffMs },
          removeOnComplete: true,
          removeOnFail: true,
        },
      })),
    );
    const releasedAt = monotonicMs();
    await this.queue.resume();
    const lastEndedAt = await this.program.ask<number>('ended', count);
    return (count / (lastEndedAt - releasedAt)) * 1_000;
  }

  async close(): Promise<void> {
    await this.program.ask('stop');
    await this.queue.close();
  }
}

interface Round {
  readonly runs: Drained;
  /** Jobs a second with as many writes, each a command of its own. */
  readonly raw: number;
  /** The same with the writes gathered into as few commands as the product needs. */
  readonly gathered: number;
}

function figuresOf(size: number, rounds: readonly Round[]): Measurement[] {
  const spreadOf = (sample: readonly number[]) => {
    const { least, most, count } = summarise(sample);
    return `${formatFigure(least)} to ${formatFigure(most)}, ${count} rounds`;
  };
  const rates = rounds.map(({ runs }) => runs.rate);
  const raw = rounds.map((round) => round.raw);
  const gathered = rounds.map((round) => round.gathered);
  const ratios = rounds.map((round) => round.runs.rate / round.raw);
  const gatheredRatios = rounds.map((round) => round.runs.rate / round.gathered);
  const better = 'higher' as const;
  return [
    {
      what: `${size} runs`,
      value: median(rates),
      unit: 'runs/s',
      better,
      aim: { is: '>=', value: 500 },
      spread: spreadOf(rates),
    },
    { what: `${size} raw jobs (the yardstick)`, value: median(raw), unit: 'jobs/s', spread: spreadOf(raw) },
    {
      what: `${size} runs / raw jobs`,
      value: median(ratios),
      unit: 'x',
      better,
      aim: { is: '>=', value: 0.5 },
      spread: spreadOf(ratios),
    },
    {
      what: `${size} raw jobs, writes gathered`,
      value: median(gathered),
      unit: 'jobs/s',
      spread: spreadOf(gathered),
    },
    {
      what: `${size} runs / raw jobs, writes gathered`,
      value: median(gatheredRatios),
      unit: 'x',
      better,
      spread: spreadOf(gatheredRatios),
    },
    {
      what: `${size} runs: not completed, by the database`,
      value: rounds.reduce((sum, { runs }) => sum + runs.incomplete, 0),
      unit: 'runs',
      better: 'lower',
      aim: { is: '=', value: 0 },
    },
  ];
}

function notesOf(profile: WriteProfile, concurrency: number): string[] {
  const inWords = (counted: WriteProfile) =>
    Object.entries(counted)
      .map(
        ([command, { commands, documents, bytes }]) =>
          `${formatFigure(commands)} ${command} (${formatFigure(documents)} documents, ${formatFigure(bytes / 1_024)} KiB)`,
      )
      .join(', ');
  return [
    `A run writes, by the driver's command monitoring, on average over ${COUNTED_RUNS} queued runs: ${inWords(profile)}.`,
    `A raw job writes as much, each write a command of its own: ${inWords(oneCommandEach(profile))}. With its writes gathered: ${inWords(wholeCommands(profile))}; less than one command is one, jobs share none. All work on ${concurrency} at once.`,
    'Runs also read their input and steps, tell their events through Redis, join findings and check the report.',
  ];
}
