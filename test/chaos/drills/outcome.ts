import type { Evidence } from '../checker/evidence';
import type { Violation } from '../checker/judge';
import type { Kind } from '../world/real-process';

/** What came out of a drill. */
export interface Outcome {
  readonly drill: string;
  readonly title: string;
  /** Why it was not run at all; null when it was. */
  readonly notRun: string | null;
  readonly rounds: number;
  readonly kills: Readonly<Partial<Record<Kind, number>>>;
  readonly accepted: number;
  readonly completed: number;
  readonly partial: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly lost: number;
  readonly repeated: number;
  readonly modelCalls: number;
  readonly refusals: number;
  readonly slowestRecoveryMs: number | null;
  readonly violations: readonly Violation[];
  readonly notes: readonly string[];
}

/**
 * The longest that a run took to its end after the last blow that met it under way: from then on nothing more stood in
 * its way but what the blow had left behind, and whoever was ahead of it in the queue. `blows` are in order of time.
 */
export function slowestRecovery(
  evidence: Evidence,
  blows: readonly { readonly at: number }[],
): number | null {
  const told = new Map(evidence.told.map((run) => [run.runId, run.toldAt]));
  const waits = evidence.runs.flatMap(({ _id, endedAt }) => {
    const since = told.get(_id);
    if (since === undefined || !endedAt) return [];
    const end = endedAt.getTime();
    const last = blows.findLast(({ at }) => at >= since && at <= end);
    return last ? [end - last.at] : [];
  });
  return waits.length > 0 ? Math.max(...waits) : null;
}

export function countOf(evidence: Evidence, state: string): number {
  return evidence.runs.filter((run) => run.state === state).length;
}

export function killsByKind(kills: readonly { readonly kind: Kind }[]): Partial<Record<Kind, number>> {
  const counts: Partial<Record<Kind, number>> = {};
  for (const { kind } of kills) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
