import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark';
import { verdictOf } from './benchmark';
import { BENCHMARKS } from './benchmarks';
import type { LabOptions } from './lab';
import { Lab } from './lab';
import { formatFacts, machineFacts } from './machine-facts';
import type { Outcome } from './result-table';
import { allMet, formatOutcome, formatVerdicts } from './result-table';

const USAGE = `usage: npm run bench -- [options]

  --only NAME         this benchmark alone; may be given several times
  --quick             fewer repetitions: a look whether all is well, not a result
  --json              one JSON object on standard output instead of the tables
  --strict            exit with 1 when an aim is missed
  --profile DIR       leave processor profiles of the worker in DIR (figures are then slower)
  --mongodb-url URL   measure on this MongoDB instead of the embedded database
  --redis-url URL     measure on this Redis instead of a private one

benchmarks: ${BENCHMARKS.map(({ name }) => name).join(', ')}
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      profile: { type: 'string' },
      'mongodb-url': { type: 'string' },
      'redis-url': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = (values.only ?? []).filter((name) => !BENCHMARKS.some((one) => one.name === name));
  if (values.help || unknown.length > 0) {
    process.stdout.write(
      unknown.length > 0 ? `no benchmark is called ${unknown.join(', ')}\n\n${USAGE}` : USAGE,
    );
    return unknown.length > 0 ? 2 : 0;
  }
  const options: LabOptions = {
    quick: values.quick,
    mongoUrl: values['mongodb-url'],
    redisUrl: values['redis-url'],
    profileDir: values.profile,
  };
  const say = (text: string) => void (values.json || process.stdout.write(text));
  const machine = await machineFacts(options.mongoUrl);
  say(`${formatFacts(machine)}\n`);
  const outcomes: Outcome[] = [];
  for (const benchmark of BENCHMARKS.filter(({ name }) => values.only?.includes(name) ?? true)) {
    const outcome = await run(benchmark, options);
    outcomes.push(outcome);
    say(`${formatOutcome(outcome)}\n`);
  }
  say(formatVerdicts(outcomes));
  if (values.json)
    process.stdout.write(`${JSON.stringify(toJson(machine, values.quick, outcomes), null, 2)}\n`);
  if (outcomes.some(({ result }) => !result)) return 1;
  return values.strict && !allMet(outcomes) ? 1 : 0;
}

/** On stores of its own, so that none measures what another one left. */
async function run(benchmark: Benchmark, options: LabOptions): Promise<Outcome> {
  const loadAtStart = loadavg()[0] ?? 0;
  let lab: Lab | null = null;
  const closing = () => void lab?.close().finally(() => process.exit(130));
  process.once('SIGINT', closing).once('SIGTERM', closing);
  try {
    lab = await Lab.open(options);
    return { benchmark, loadAtStart, result: await benchmark.measure(lab), failure: null };
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { benchmark, loadAtStart, result: null, failure };
  } finally {
    await lab?.close();
    process.off('SIGINT', closing).off('SIGTERM', closing);
  }
}

function toJson(machine: unknown, quick: boolean, outcomes: readonly Outcome[]) {
  return {
    machine,
    quick,
    benchmarks: outcomes.map(({ benchmark: { name, title }, loadAtStart, result, failure }) => ({
      name,
      title,
      loadAtStart,
      failure,
      notes: result?.notes ?? [],
      measurements: (result?.measurements ?? []).map((one) => ({ ...one, verdict: verdictOf(one) })),
    })),
  };
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
