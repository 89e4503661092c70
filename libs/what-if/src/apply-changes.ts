import type { AssessmentInput, ModelChoiceInput, TrafficInput, WorkloadInput } from '@app/assessments';
import type { OptionPins } from '@app/search';
import type { TrafficChange, WhatIfChange } from './what-if-change';

/** An input as it would be, and what it fixes of the options of each workload. */
export interface ChangedInput {
  readonly input: AssessmentInput;
  readonly pins: ReadonlyMap<string, OptionPins>;
}

/** Makes changes one after the other; a later one stands before an earlier one. */
export function applyChanges(input: AssessmentInput, changes: readonly WhatIfChange[]): ChangedInput {
  const pins = new Map<string, OptionPins>();
  const workloads = input.workloads.map((workload) => {
    const meant = changes.filter((one) => one.workloadId === undefined || one.workloadId === workload.id);
    pins.set(workload.id ?? '', Object.assign({}, ...meant.map(pinsOf)) as OptionPins);
    return meant.reduce(changed, workload);
  });
  return { input: { ...input, workloads }, pins };
}

function pinsOf({ region, provider, acceleratorId, purchase }: WhatIfChange): OptionPins {
  return {
    ...(region === undefined ? {} : { region }),
    ...(provider === undefined ? {} : { provider }),
    ...(acceleratorId === undefined ? {} : { acceleratorId }),
    ...(purchase === undefined ? {} : { purchase }),
  };
}

function changed(workload: WorkloadInput, change: WhatIfChange): WorkloadInput {
  const { traffic, precision, model, slo } = change;
  return {
    ...workload,
    ...(traffic === undefined ? {} : { traffic: changedTraffic(workload.traffic ?? {}, traffic) }),
    ...(precision === undefined ? {} : { precision }),
    ...(model === undefined ? {} : { model: changedModel(workload.model, model) }),
    ...(slo === undefined ? {} : { slo: { ...workload.slo, ...slo } }),
  };
}

/** Another model to host leaves the API that is considered, and the other way round; a class names both anew. */
function changedModel(before: ModelChoiceInput | undefined, model: ModelChoiceInput): ModelChoiceInput {
  if (model.class !== undefined && model.id === undefined && model.apiId === undefined) return model;
  const { class: _former, ...named } = before ?? {};
  return { ...named, ...model };
}

function changedTraffic(before: TrafficInput, change: TrafficChange): TrafficInput {
  const { factor = 1, ...numbers } = change;
  const after: TrafficInput = {
    ...before,
    // A growth a month takes the place of a growth of any other shape.
    ...(numbers.growthPerMonth === undefined ? {} : { growth: undefined }),
    ...numbers,
  };
  const scaled = (value: number | undefined): number | undefined =>
    value === undefined ? undefined : value * factor;
  return {
    ...after,
    requestsPerDay: scaled(after.requestsPerDay),
    requestsPerSecondPeak: scaled(after.requestsPerSecondPeak),
    batchItems: scaled(after.batchItems),
  };
}
