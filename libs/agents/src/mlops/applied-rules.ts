import type { Workbench } from '../workbench';
import { PRACTICE_RUBRIC, type PracticeRule } from './practice-rubric';

/** A rule with the strongest need that any workload has of it. */
export interface AppliedRule {
  readonly rule: PracticeRule;
  readonly need: 'required' | 'recommended';
  readonly workloadIds: readonly string[];
}

/** The rules of the rubric that concern these kinds of workload, in its order. */
export function appliedRules(bench: Workbench): AppliedRule[] {
  return PRACTICE_RUBRIC.flatMap((rule) => {
    const needing = bench.workloads.filter((workload) => rule.need[workload.workload.kind] !== undefined);
    if (needing.length === 0) return [];
    const required = needing.filter((workload) => rule.need[workload.workload.kind] === 'required');
    const need = required.length > 0 ? ('required' as const) : ('recommended' as const);
    const holders = required.length > 0 ? required : needing;
    return [{ rule, need, workloadIds: holders.map((workload) => workload.id) }];
  });
}
