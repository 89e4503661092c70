import type { AssessmentInput, WorkloadInput } from '@app/assessments';
import { type Catalog, nearestIds } from '@app/catalog';
import { type FieldProblem, jsonPointer } from '@app/kernel';
import type { WhatIfChange } from './what-if-change';

/** What keeps changes from being made, with the nearest ids where one is not listed. Empty when they can be. */
export function checkChanges(
  input: AssessmentInput,
  changes: readonly WhatIfChange[],
  catalog: Catalog,
): FieldProblem[] {
  const rented = catalog.instances.filter((row) => row.acceleratorId !== null);
  const known = {
    workloadId: input.workloads.flatMap((workload) => workload.id ?? []),
    region: [...new Set(rented.map((row) => row.region))],
    provider: [...new Set(rented.map((row) => row.provider))],
    acceleratorId: [...new Set(rented.map((row) => row.acceleratorId as string))],
    modelId: catalog.models.map((row) => row.id),
    apiId: catalog.apiPrices.map((row) => row.id),
  };
  return changes.flatMap((change, index) => {
    const at = (...path: string[]): string => jsonPointer(['changes', index, ...path]);
    const unlisted = (value: string | undefined, ids: readonly string[], path: string[], noun: string) =>
      value === undefined || ids.includes(value)
        ? []
        : [{ pointer: at(...path), detail: missing(noun, value, ids) }];
    return [
      ...unlisted(change.workloadId, known.workloadId, ['workloadId'], 'workload'),
      ...unlisted(change.region, known.region, ['region'], 'region with accelerators'),
      ...unlisted(change.provider, known.provider, ['provider'], 'provider of accelerators'),
      ...unlisted(change.acceleratorId, known.acceleratorId, ['acceleratorId'], 'accelerator to rent'),
      ...unlisted(change.model?.id, known.modelId, ['model', 'id'], 'model'),
      ...unlisted(change.model?.apiId, known.apiId, ['model', 'apiId'], 'API price'),
      ...nothingSaid(change, at()),
      ...nothingToScale(input, change, at('traffic', 'factor')),
    ];
  });
}

function missing(noun: string, value: string, ids: readonly string[]): string {
  const nearest = nearestIds(value, ids);
  const hint = nearest.length > 0 ? `; the nearest are ${nearest.join(', ')}` : '';
  return `there is no ${noun} ${value.slice(0, 80)}${hint}`;
}

function nothingSaid(change: WhatIfChange, pointer: string): FieldProblem[] {
  const { workloadId: _about, ...rest } = change;
  const said = Object.values(rest).some((value) =>
    typeof value === 'object' && value !== null
      ? Object.values(value).some((inner) => inner !== undefined)
      : value !== undefined,
  );
  return said
    ? []
    : [
        {
          pointer,
          detail:
            'expected at least one of traffic, region, provider, acceleratorId, purchase, precision, model, slo',
        },
      ];
}

function nothingToScale(input: AssessmentInput, change: WhatIfChange, pointer: string): FieldProblem[] {
  if (change.traffic?.factor === undefined) return [];
  const meant = input.workloads.filter(
    (one) => change.workloadId === undefined || one.id === change.workloadId,
  );
  if (meant.some(hasRate)) return [];
  return [{ pointer, detail: 'no traffic is stated that could be multiplied; state requestsPerDay' }];
}

export function hasRate({ traffic }: WorkloadInput): boolean {
  const rates = [traffic?.requestsPerDay, traffic?.requestsPerSecondPeak, traffic?.batchItems];
  return rates.some((rate) => rate !== undefined);
}
