import type { CompletedWorkload } from '@app/assessments';
import { figure } from '@app/kernel';
import { type DecidedPlan, decidedPlan, NOTHING_DECIDED, type PersonsChoice } from './decided-choices';
import { decidedReplicas } from './decided-replicas';
import { priceScope } from './price-scope';
import { publishedPrecision } from './published-weights';
import { type BenchSurroundings, WorkloadBench } from './workload-bench';

/** The bench of a workload, its plan pinned to what people decided, after the workloads before it. */
export function planWorkload(
  workload: CompletedWorkload,
  around: BenchSurroundings,
  choices: readonly PersonsChoice[],
  before: readonly WorkloadBench[] = [],
): WorkloadBench {
  if (choices.length === 0) return new WorkloadBench(workload, around, { decided: NOTHING_DECIDED, before });
  const { input, catalog, asOf } = around;
  const decided = decidedPlan(choices, {
    workload,
    catalog,
    scope: priceScope(input, workload.input, workload.index, catalog, asOf),
    limits: input.constraints ?? {},
    ownedAccelerators: (input.currentInfrastructure ?? [])
      .filter((entry) => entry.owned && entry.acceleratorId)
      .reduce((sum, { count }) => sum + count, 0),
  });
  return new WorkloadBench(asDecided(workload, decided, around), around, {
    decided,
    stated: workload,
    before,
  });
}

/** The workload with the model, the promise and the fleet that were decided in place of those stated or assumed. */
function asDecided(
  workload: CompletedWorkload,
  { choices, outcomes }: DecidedPlan,
  { catalog, figures }: BenchSurroundings,
): CompletedWorkload {
  const { modelId, availabilityPercent } = choices;
  const { values, input } = workload;
  const promised = values.availabilityPercent;
  const key = `${workload.id}.availability`;
  const by = outcomes.find((entry) => entry.key === key)?.by ?? '';
  const target =
    promised === undefined || availabilityPercent === undefined
      ? promised
      : figures.add(
          figure({
            id: `decided.${workload.id}.availabilityPercent`,
            label: promised.label,
            value: availabilityPercent,
            unit: promised.unit,
            method: 'sourced',
            formula: `decided by ${by}`,
          }),
        );
  const fleet = decidedReplicas(workload, { choices, outcomes }, figures);
  return {
    ...workload,
    ...(fleet === null ? {} : { fleet }),
    ...(modelId === undefined
      ? {}
      : {
          input: { ...input, model: { ...input.model, id: modelId } },
          precision: publishedPrecision(workload, catalog.model(modelId)),
        }),
    values: { ...values, ...(target && { availabilityPercent: target }) },
  };
}
