import type { RecommendationDraft } from '@app/agents';

/** What kinds of things are recommended, as the keys of drafts tell: `w1.host`, `control.encryption`, `practice.ci`. */
export interface RecommendationKind {
  /** `host`, `use-api`, `commit` ... of a workload; `control`, `practice`; the key itself of anything else. */
  readonly name: string;
  /** The workload that the key names, if it names one. */
  readonly workloadId: string | null;
}

/** Reads the kind of a recommendation from its key and the workloads that it is about. */
export function kindOf({
  key,
  workloadIds,
}: Pick<RecommendationDraft, 'key' | 'workloadIds'>): RecommendationKind {
  const dot = key.indexOf('.');
  if (dot === -1) return { name: key, workloadId: null };
  const [head, tail] = [key.slice(0, dot), key.slice(dot + 1)];
  if (head === 'control' || head === 'practice') return { name: head, workloadId: null };
  return workloadIds.includes(head) ? { name: tail, workloadId: head } : { name: key, workloadId: null };
}
