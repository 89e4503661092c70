import { type Catalog, nearestIds } from '@app/catalog';
import { jsonPointer } from '@app/kernel';
import type { AssessmentInput } from '../assessment-input';
import type { RangeInput } from '../planning-input';
import { contradiction } from './check-limits';
import type { InputProblem } from './input-problem';

/** Ranges that are upside down, load profiles without load, and quotes for accelerators that the catalog does not list. */
export function checkPlanning(input: AssessmentInput, catalog: Catalog): InputProblem[] {
  const { planning, workloads } = input;
  const ranges: Array<readonly [readonly (string | number)[], RangeInput | undefined]> = [
    [['growthPerMonth'], planning?.growthPerMonth],
    [['priceChangePerYear'], planning?.priceChangePerYear],
    ...(planning?.risks ?? []).flatMap((risk, index) => [
      [['risks', index, 'timesPerYear'], risk.timesPerYear] as const,
      [['risks', index, 'lossUsd'], risk.lossUsd] as const,
    ]),
  ];
  return [
    ...ranges.flatMap(([path, range]) =>
      range && range.low > range.high
        ? [
            contradiction(
              jsonPointer(['planning', ...path, 'low']),
              `low (${range.low}) is above high (${range.high}): give the least first`,
            ),
          ]
        : [],
    ),
    ...workloads.flatMap((workload, index) => {
      const profile = workload.traffic?.hourlyProfile;
      if (!profile || profile.some((load) => load > 0)) return [];
      const pointer = jsonPointer(['workloads', index, 'traffic', 'hourlyProfile']);
      return [contradiction(pointer, 'no hour of the profile has any load: at least one must be above 0')];
    }),
    ...quoteProblems(input, catalog),
  ];
}

function quoteProblems({ planning }: AssessmentInput, catalog: Catalog): InputProblem[] {
  const ids = catalog.accelerators.map(({ id }) => id);
  return (planning?.acceleratorQuotes ?? []).flatMap(({ acceleratorId }, index) => {
    if (ids.includes(acceleratorId)) return [];
    return [
      {
        code: 'input.unknown-id',
        pointer: jsonPointer(['planning', 'acceleratorQuotes', index, 'acceleratorId']),
        message: `no accelerator of the catalog has the id "${acceleratorId}"; nearest: ${nearestIds(acceleratorId, ids).join(', ')}`,
      },
    ];
  });
}
