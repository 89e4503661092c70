import type { Figure } from '@app/kernel';
import type { WorkloadBench } from '../bench/workload-bench';
import type { SimulatedCase } from './simulated-case';

/** Requests without an answer beyond which a scenario counts as not carried, as a share: one in a hundred. */
const MOST_FAILED = 0.01;

/** How a scenario stands against what the workload promises. */
export interface CaseVerdict {
  /** Whether nearly all requests are answered, and in the promised time where one is promised. */
  readonly holds: boolean;
  /** Whether only the promised time is broken. */
  readonly late: boolean;
  /** What is promised; null where nothing is. */
  readonly promise: Figure | null;
  /** The figure that breaks it, or that comes closest. */
  readonly measured: Figure | null;
}

/** Judges a scenario by the time to first token, else by the time to the whole answer, and by what is not answered. */
export function verdictOf(workload: WorkloadBench, { figures, result }: SimulatedCase): CaseVerdict {
  const { timeToFirstTokenMs, endToEndMs } = workload.workload.values;
  const promises = [
    { promise: timeToFirstTokenMs, measured: figures.firstToken, scale: 1 },
    { promise: endToEndMs, measured: figures.latency, scale: 1_000 },
  ].flatMap(({ promise, measured, scale }) =>
    promise && promise.value !== null
      ? [{ promise, measured, broken: measured === null || (measured.value ?? 0) * scale > promise.value }]
      : [],
  );
  const shown = promises.find((entry) => entry.broken) ?? promises[0];
  const unanswered = result.requests.arrived > 0 && result.failedShare > MOST_FAILED;
  const late = promises.some((entry) => entry.broken);
  return {
    holds: !late && !unanswered,
    late: late && !unanswered,
    promise: shown?.promise ?? null,
    measured: shown?.measured ?? figures.firstToken,
  };
}
