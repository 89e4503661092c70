import { cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { headedIfHosted } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { SimulatedCase } from './simulated-case';

/** Shows the times of each scenario at three percentiles: what is usual, what is promised, and what is rare. */
export function showPercentiles(
  notes: Analysis,
  workload: WorkloadBench,
  cases: readonly SimulatedCase[],
): void {
  const rows = cases.flatMap(({ label, figures }) => {
    const times = [
      ...around(figures.firstToken, figures.firstTokenBeside),
      ...around(figures.latency, figures.latencyBeside),
    ];
    return times.length < 6 ? [] : [[label, ...times]];
  });
  if (rows.length === 0) return;
  notes.show({
    id: `simulation.${workload.id}.percentiles`,
    title: headedIfHosted(workload, 'times of its fleet by percentile'),
    columns: [
      'Scenario',
      'First token, p50',
      'First token, p95',
      'First token, p99',
      'Whole answer, p50',
      'Whole answer, p95',
      'Whole answer, p99',
    ],
    rows,
    note: 'Half of the answered requests take no longer than p50, all but one in twenty no longer than p95, all but one in a hundred no longer than p99.',
  });
}

function around(middle: Figure | null, [half, tail]: readonly Figure[]): string[] {
  return middle && half && tail ? [half, middle, tail].map((entry) => cite(entry)) : [];
}
