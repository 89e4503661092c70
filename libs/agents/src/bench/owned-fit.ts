import type { CurrentInfrastructureInput } from '@app/assessments';
import type { DecidedChoices } from './decided-choices';
import type { HostSizing } from './host-sizing';
import type { PriceScope } from './price-scope';
import type { SizedWorkload } from './size-workload';

/** Hardware of one's own that the input lists, with its place in the input. */
export interface OwnedHardware {
  readonly index: number;
  readonly acceleratorId: string;
  readonly entry: CurrentInfrastructureInput;
}

/** A sizing that fits the hardware of one's own. */
export interface OwnedFit {
  readonly hardware: OwnedHardware;
  readonly sizing: HostSizing;
}

/** What says whether owned hardware is used for a workload. */
export interface OwnedFitGround {
  readonly decided: DecidedChoices;
  scope(): PriceScope;
  owned(): readonly OwnedHardware[];
  sized(): SizedWorkload;
  /** The workloads that come before it in the input: what they take of owned hardware is not there for it. */
  readonly before: ReadonlyArray<{ ownedFit(): OwnedFit | null }>;
}

/** Owned accelerators that the workloads before take of a piece of hardware. */
export function takenBefore({ before }: Pick<OwnedFitGround, 'before'>, { index }: OwnedHardware): number {
  return before.reduce((sum, workload) => {
    const fit = workload.ownedFit();
    return sum + (fit?.hardware.index === index ? (fit.sizing.of.accelerators ?? 0) : 0);
  }, 0);
}

/**
 * Owned accelerators that hold a workload, where hardware of one's own may be used and nobody decided otherwise, without
 * those that the workloads before it take.
 */
export function ownedFitOf(ground: OwnedFitGround): OwnedFit | null {
  const { hosting, place, acceleratorId } = ground.decided;
  if (!ground.scope().onPremisesAllowed || hosting === 'api' || place) return null;
  for (const hardware of ground.owned()) {
    if (acceleratorId !== undefined && acceleratorId !== hardware.acceleratorId) continue;
    const { feasible } = ground.sized().options;
    const sizing = feasible.find((entry) => entry.of.acceleratorId === hardware.acceleratorId);
    const needed = sizing?.of.accelerators ?? null;
    const free = hardware.entry.count - takenBefore(ground, hardware);
    if (sizing && needed !== null && needed <= free) return { hardware, sizing };
  }
  return null;
}
