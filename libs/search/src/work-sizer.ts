import type { Precision } from '@app/sizing';
import { HOURS_PER_MONTH } from './hosted-options';
import type { HostedNeed, WorkOnAccelerator } from './search-need';

/** Groups that share an instance; larger ones span instances of this size. */
const GROUPS = [1, 2, 4, 8] as const;

/** The hosted dimensions of work that comes and goes, as it was sized: one format, one group per accelerator. */
export function workOptions(precision: Precision, work: readonly WorkOnAccelerator[]): HostedNeed {
  const byChip = new Map(work.map((entry) => [entry.acceleratorId, entry]));
  return {
    precisions: [precision],
    layouts: GROUPS.map((group) => ({ group, stages: 1 })),
    extras: [0],
    size: (accelerator, _precision, { group }) => {
      const entry = byChip.get(accelerator.id);
      if (entry === undefined) return { obstacle: 'not-sized' };
      if (group !== groupOf(entry.together)) return { obstacle: 'other-group' };
      const hours = entry.hours === null ? HOURS_PER_MONTH : entry.hours * entry.passesPerMonth;
      return {
        obstacle: null,
        replicas: Math.ceil(entry.accelerators / group),
        spareReplicas: 0,
        timeMs: (entry.hours ?? 0) * 3_600_000,
        meanUtilisation: 1,
        rentedShare: hours / HOURS_PER_MONTH,
        ...(entry.spotHoursPerHour === undefined ? {} : { spotHoursPerHour: entry.spotHoursPerHour }),
      };
    },
  };
}

/** The smallest group tried that holds so many, or the largest. */
function groupOf(together: number): number {
  return GROUPS.find((group) => group >= together) ?? 8;
}
