import { DRILLS } from '../chaos/drills/catalogue';
import { accessTo } from '../chaos/drills/model-access';
import type { Outcome } from '../chaos/drills/outcome';
import { Random } from '../chaos/random';
import { runDrills } from '../chaos/run-drills';
import { QUICK } from '../chaos/world/pace';
import { ModelServer } from '../support/model-server/model-server';

/** Each lane is a world of its own. `npm run chaos` runs the drills for longer, and those that are not here. */
const LANES = [
  ['D13', 'D1', 'D11', 'D14', 'D15'],
  ['D2', 'D3', 'D4', 'D5', 'DB'],
  ['D8', 'D9a', 'D10', 'D12'],
];

/** More worlds than two at once would starve one another, and look like defects. */
const TURNS = [LANES.slice(0, 2), LANES.slice(2)];

/** A rolling restart of two each tells as much as one of three, and starts fewer processes. */
const SMALL = DRILLS.map((drill) =>
  drill.id === 'D10' ? { ...drill, needs: { apis: 2, workers: 2 } } : drill,
);

describe('the product, while its processes die', () => {
  const outcomes = new Map<string, Outcome>();
  const servers: ModelServer[] = [];

  beforeAll(async () => {
    for (const lanes of TURNS) {
      await Promise.all(lanes.map((ids) => strike(ids, LANES.indexOf(ids) + 1)));
    }
  }, 1_200_000);

  afterAll(() => Promise.all(servers.map((server) => server.stop())));

  async function strike(ids: readonly string[], seed: number): Promise<void> {
    const server = await ModelServer.start();
    servers.push(server);
    const found = await runDrills({
      drills: SMALL.filter(({ id }) => ids.includes(id)),
      pace: QUICK,
      random: new Random(seed),
      roundsOf: ({ rounds }) => rounds.short,
      minutes: 1,
      model: accessTo(server),
      say: () => undefined,
      keepData: false,
    });
    for (const outcome of found) outcomes.set(outcome.drill, outcome);
  }

  it.each(LANES.flat())('holds what it promises in drill %s', (id) => {
    const outcome = outcomes.get(id);

    expect(outcome?.violations).toEqual([]);
    expect(outcome).toMatchObject({ notRun: null, lost: 0, repeated: 0 });
    expect(outcome?.accepted).toBeGreaterThan(0);
  });
});
