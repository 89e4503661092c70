import type { FleetSpec } from './fleet-spec';
import { WARM_UP } from './simulated-span';
import { loadProfile, troublePlan } from './trouble-plan';

/** The cases that every fleet is put through. */
export const SCENARIOS = [
  'baseline',
  'launch-spike',
  'steady-growth',
  'zone-loss',
  'provider-outage',
  'budget-cut',
] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

/** What a scenario needs to know beside the fleet. */
export interface ScenarioSetting {
  /** Requests per second that all of them start from. */
  readonly ratePerSecond: number;
  /** Load of the launch over that of the baseline. */
  readonly spikeFactor: number;
  /** Load after the growth over that of the baseline; null where no growth is known. */
  readonly growthFactor: number | null;
  /** Replicas that a cut budget pays for; null where no budget or no price is known. */
  readonly replicasAfterCut: number | null;
  /** How long the launch lasts, and a failure of a zone, region or site: the same at any load. */
  readonly launchSeconds: number;
  readonly outageSeconds: number;
  /** From the place of a request to its last token, about. */
  readonly latencySeconds: number;
}

/**
 * A fleet under a scenario; null where the setting does not allow it. `base` has the fleet of today, and the span of
 * the scenarios in which nothing changes: a launch or a failure has its own length, see `troublePlan`.
 */
export function scenarioSpec(name: ScenarioName, base: Base, setting: ScenarioSetting): FleetSpec | null {
  const { ratePerSecond } = setting;
  const { horizonSeconds } = base;
  const at = (rate: number): FleetSpec => ({
    ...base,
    warmUpSeconds: horizonSeconds * WARM_UP,
    arrivals: { kind: 'poisson', ratePerSecond: rate },
  });
  switch (name) {
    case 'baseline':
      return at(ratePerSecond);
    case 'launch-spike':
      return launch(base, setting);
    case 'steady-growth':
      return setting.growthFactor === null ? null : at(ratePerSecond * setting.growthFactor);
    case 'zone-loss':
      return failure(base, setting, 'zone');
    case 'provider-outage':
      return failure(base, setting, 'region');
    case 'budget-cut': {
      const replicas = setting.replicasAfterCut;
      if (replicas === null || replicas < 1) return null;
      return { ...at(ratePerSecond), fleet: { ...base.fleet, replicas } };
    }
  }
}

type Base = Omit<FleetSpec, 'arrivals' | 'warmUpSeconds'>;

/** More load for the time of the launch. */
function launch(base: Base, { launchSeconds, spikeFactor, ...setting }: ScenarioSetting): FleetSpec {
  const { ratePerSecond } = setting;
  const plan = troublePlan(base, { ...setting, lengthSeconds: launchSeconds, loadFactor: spikeFactor });
  return {
    ...base,
    horizonSeconds: plan.horizonSeconds,
    warmUpSeconds: plan.episodes.fromSeconds,
    episodes: plan.episodes,
    arrivals: { kind: 'poisson', ratePerSecond, profile: loadProfile(plan, spikeFactor) },
  };
}

/** The first zone or region is away in each episode. */
function failure(base: Base, setting: ScenarioSetting, scope: 'zone' | 'region'): FleetSpec {
  const { ratePerSecond, latencySeconds, outageSeconds } = setting;
  const { episodes, horizonSeconds } = troublePlan(base, {
    ratePerSecond,
    latencySeconds,
    lengthSeconds: outageSeconds,
    loadFactor: 1,
  });
  return {
    ...base,
    horizonSeconds,
    warmUpSeconds: episodes.fromSeconds,
    episodes,
    arrivals: { kind: 'poisson', ratePerSecond },
    plannedFailures: Array.from({ length: episodes.count }, (_, index) => ({
      scope,
      index: 0,
      atSeconds: episodes.fromSeconds + index * episodes.everySeconds,
      durationSeconds: episodes.lengthSeconds,
    })),
  };
}
