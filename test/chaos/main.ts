import { DRILLS } from './drills/catalogue';
import type { Drill } from './drills/drill';
import { ModelServer } from '../support/model-server/model-server';
import { accessTo } from './drills/model-access';
import { optionsOf, type Options } from './options';
import { Random } from './random';
import { tableOf } from './report';
import { runDrills } from './run-drills';
import { AS_SHIPPED, QUICK } from './world/pace';

async function main(): Promise<number> {
  const options = optionsOf(process.argv.slice(2));
  const drills = chosen(options);
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  say(`seed ${options.seed}`);
  const server = await ModelServer.start();
  const model = accessTo(server);
  const outcomes = await runDrills({
    drills,
    pace: options.quick ? QUICK : AS_SHIPPED,
    random: new Random(options.seed),
    roundsOf: ({ rounds }) => options.rounds ?? (options.quick ? rounds.short : rounds.long),
    minutes: options.minutes,
    model,
    say,
    keepData: options.keepData,
  }).finally(() => server.stop());
  process.stdout.write(
    options.json ? `${JSON.stringify({ seed: options.seed, outcomes })}\n` : `${tableOf(outcomes)}\n`,
  );
  return outcomes.some(({ violations }) => violations.length > 0) ? 1 : 0;
}

function chosen({ drills }: Options): readonly Drill[] {
  const unknown = drills.filter((id) => !DRILLS.some((drill) => drill.id === id));
  if (unknown.length > 0) {
    throw new Error(
      `There is no drill ${unknown.join(', ')}: there are ${DRILLS.map(({ id }) => id).join(', ')}.`,
    );
  }
  return drills.length === 0 ? DRILLS : DRILLS.filter(({ id }) => drills.includes(id));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
