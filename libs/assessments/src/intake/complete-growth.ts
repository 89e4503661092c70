import { answerId, type Figure } from '@app/kernel';
import { HORIZON_MONTHS } from '@app/pricing';
import type { WorkloadInput } from '../assessment-input';
import { meanGrowth } from './growth-model-of';
import type { WorkloadBook } from './workload-book';

/** The mean growth of a stated model, for all that reckons with one number; undefined where no model is stated. */
export function completeGrowth(book: WorkloadBook, { traffic }: WorkloadInput): Figure | undefined {
  if (!traffic?.growth) return undefined;
  const { value, low, high } = meanGrowth(traffic.growth, HORIZON_MONTHS);
  const percent = (share: number | null): number | null =>
    share === null ? null : Number((share * 100).toPrecision(12));
  return book.compute(
    'growthPerMonth',
    {
      label: 'Growth of requests a month, mean of the stated model over three years',
      unit: '%',
      formula: `(load after ${HORIZON_MONTHS} months by ${traffic.growth.kind} growth / load today)^(1 / ${HORIZON_MONTHS}) - 1, x 100`,
    },
    {
      value: percent(value) ?? 0,
      low: percent(low),
      high: percent(high),
      inputs: [{ id: answerId('workloads', book.index, 'traffic', 'growth') }],
    },
  );
}
