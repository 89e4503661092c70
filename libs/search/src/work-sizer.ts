import type { Precision } from '@app/sizing';
import { HOURS_PER_MONTH } from './hosted-options';
import type { HostedNeed } from './search-need';

/** A pass of work on one accelerator: how many at once, for how long, how often. */
export interface WorkOnAccelerator {
  readonly acceleratorId: string;
  readonly accelerators: number;
  /** Of one pass; null for a stream that keeps its accelerators all month. */
  readonly hours: number | null;
  readonly passesPerMonth: number;
}

/** The hosted dimensions of work that comes and goes, as it was sized: one format, one group per accelerator. */
export function workOptions(precision: Precision, work: readonly WorkOnAccelerator[]): HostedNeed {
  const byChip = new Map(work.map((entry) => [entry.acceleratorId, entry]));
  return {
    precisions: [precision],
    groups: [1],
    extras: [0],
    size: (accelerator) => {
      const entry = byChip.get(accelerator.id);
      if (entry === undefined) return { obstacle: 'not-sized' };
      const hours = entry.hours === null ? HOURS_PER_MONTH : entry.hours * entry.passesPerMonth;
      return {
        obstacle: null,
        replicas: entry.accelerators,
        spareReplicas: 0,
        timeMs: (entry.hours ?? 0) * 3_600_000,
        meanUtilisation: 1,
        rentedShare: hours / HOURS_PER_MONTH,
      };
    },
  };
}
