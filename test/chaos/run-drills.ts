import { NotRun, type Drill } from './drills/drill';
import type { ModelAccess } from './drills/model-access';
import type { Outcome } from './drills/outcome';
import { Trial } from './drills/trial';
import { violation } from './checker/judge';
import type { Random } from './random';
import type { Pace } from './world/pace';
import { World } from './world/world';

export interface DrillPlan {
  readonly drills: readonly Drill[];
  readonly pace: Pace;
  readonly random: Random;
  readonly roundsOf: (drill: Drill) => number;
  readonly minutes: number;
  readonly model: ModelAccess | null;
  readonly say: (text: string) => void;
  readonly keepData: boolean;
}

/** Runs drills one after another in one world, and ends the world whatever happens. */
export async function runDrills(plan: DrillPlan): Promise<Outcome[]> {
  const { drills, pace, model, say } = plan;
  const world = await World.start({
    pace,
    apis: 1,
    workers: 1,
    // A balancer needs a moment to look elsewhere.
    env: { DRAIN_DELAY_MS: '1500', RATE_LIMIT_PER_MINUTE: '0', ...model?.env },
  });
  const outcomes: Outcome[] = [];
  let broken = false;
  try {
    for (const drill of drills) {
      const outcome = await runDrill(drill, world, plan);
      outcomes.push(outcome);
      broken ||= outcome.violations.length > 0;
    }
  } finally {
    world.end();
    if (broken || plan.keepData || outcomes.length < drills.length) {
      say(`Logs and data are in ${world.directory}`);
    } else world.removeFiles();
  }
  return outcomes;
}

async function runDrill(drill: Drill, world: World, plan: DrillPlan): Promise<Outcome> {
  const rounds = plan.roundsOf(drill);
  plan.say(`${drill.id} (${rounds} rounds): ${drill.title}`);
  const trial = new Trial({ world, rounds, ...plan });
  try {
    await world.ensure(drill.needs);
    await drill.run(trial);
  } catch (error) {
    if (error instanceof NotRun) return { ...trial.outcome(drill), notRun: error.message };
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    trial.violations.push(violation('drill', null, `it broke off: ${detail}`));
  } finally {
    await world.heal();
    await trial.close();
  }
  const outcome = trial.outcome(drill);
  plan.say(`  ${outcome.accepted} accepted, ${outcome.violations.length} violations`);
  return outcome;
}
