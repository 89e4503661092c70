import type { Figure } from '@app/kernel';
import type { WorkloadBench } from './workload-bench';

/** A workload’s part in the load of all of them. */
export interface LoadShare {
  readonly workload: WorkloadBench;
  /** Between 0 and 1; those of all workloads sum to 1. */
  readonly share: number;
  /** What the share was computed from; null where its cost is not known. */
  readonly monthly: Figure | null;
}

/**
 * What each workload counts in a mean over all of them: by what it costs today. One whose cost is not known counts as the
 * mean of the others, and where none is known all count alike; so they do where no line of the plan follows a load, as on
 * hardware of one’s own.
 */
export function loadShares(
  workloads: readonly WorkloadBench[],
  lines: ReadonlyArray<{ readonly monthly: Figure; readonly workload: WorkloadBench | null }>,
): LoadShare[] {
  const following = lines.flatMap(({ workload, monthly }) => (workload ? [{ workload, monthly }] : []));
  const counted =
    following.length > 0 ? following : workloads.map((workload) => ({ workload, monthly: null }));
  const known = counted.flatMap(({ monthly }) => monthly?.value ?? []);
  const sum = known.reduce((all, value) => all + value, 0);
  const weightOf = (value: number | null): number => (sum === 0 ? 1 : (value ?? sum / known.length));
  const total = counted.reduce((all, { monthly }) => all + weightOf(monthly?.value ?? null), 0);
  return counted.map(({ workload, monthly }) => {
    const value = monthly?.value ?? null;
    return { workload, share: weightOf(value) / total, monthly: value === null ? null : monthly };
  });
}
