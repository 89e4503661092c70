import type { CompletedWorkload, DecidedReplicas } from '@app/assessments';
import { answerId, figure, type FigureBook } from '@app/kernel';
import type { DecidedPlan } from './decided-choices';
import { loadCurveOf } from './price-commitment';

/** The number of replicas as a person decided it; null where nobody did, or left it to load and promises all month. */
export function decidedReplicas(
  workload: CompletedWorkload,
  { choices: { scaling }, outcomes }: DecidedPlan,
  figures: FigureBook,
): DecidedReplicas | null {
  if (!scaling || workload.mode !== 'serving') return null;
  const { mode, least, most } = scaling;
  if (mode === 'fixed' && most === null) return null;
  const by = outcomes.find((entry) => entry.key === `${workload.id}.scaling`)?.by ?? '';
  const bound = (name: string, label: string, value: number | null): string[] =>
    value === null
      ? []
      : [
          figures.add(
            figure({
              id: `decided.${workload.id}.${name}`,
              label,
              value,
              unit: '1',
              method: 'sourced',
              formula: `decided by ${by}`,
            }),
          ).id,
        ];
  if (mode === 'fixed') return { least, most, curve: null, refs: bound('replicas', 'Replicas', most) };
  const { index, input, values } = workload;
  const shape = input.traffic?.hourlyProfile
    ? [answerId('workloads', index, 'traffic', 'hourlyProfile')]
    : [values.peakFactor ?? values.requestsPerSecondPeak].flatMap((entry) => entry?.id ?? []);
  return {
    least,
    most,
    curve: loadCurveOf(workload)?.shares ?? [],
    refs: [
      ...bound('replicas-least', 'Least replicas', least),
      ...bound('replicas-most', 'Most replicas', most),
      ...shape,
    ],
  };
}
