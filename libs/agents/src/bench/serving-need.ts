import type { CompletedWorkload, IntakeFieldName } from '@app/assessments';
import type { ModelRow } from '@app/catalog';
import { answerId, type Figure } from '@app/kernel';
import { type Given, givenBy, meanOf, type ServingNeed, type TokenSpread } from '@app/sizing';

const SECONDS_PER_DAY = 86_400;

/** What a scenario changes: the id under which its figures stand, and the load it asks for. */
export interface LoadOverride {
  readonly workloadId: string;
  readonly factor: Figure;
}

/**
 * A workload as the serving engine reads it; null where a number that has no assumption is missing. With an override
 * mean and peak are multiplied by its factor, and every figure stands under its own id.
 */
export function servingNeed(
  workload: CompletedWorkload,
  model: ModelRow,
  modelRef: string | null,
  override?: LoadOverride,
): ServingNeed | null {
  const perDay = valueOf(workload, 'requestsPerDay');
  const peak = valueOf(workload, 'requestsPerSecondPeak');
  const input = tokenSpread(workload, 'input');
  const output = tokenSpread(workload, 'output');
  if (perDay === null || peak === null || !input || !output) return null;
  const factor = override?.factor.value ?? 1;
  const scaled = override ? [override.factor.id] : [];
  return {
    workloadId: override?.workloadId ?? workload.id,
    model,
    precision: workload.precision.value,
    ...(workload.input.kvPrecision ? { kvPrecision: workload.input.kvPrecision } : {}),
    traffic: {
      requestsPerSecondMean: (perDay / SECONDS_PER_DAY) * factor,
      requestsPerSecondPeak: peak * factor,
      inputTokens: input,
      outputTokens: output,
      cachedShare: (valueOf(workload, 'cachedShare') ?? 0) / 100,
    },
    slo: {
      timeToFirstTokenMs: valueOf(workload, 'timeToFirstTokenMs'),
      timePerOutputTokenMs: valueOf(workload, 'timePerOutputTokenMs'),
      endToEndMs: valueOf(workload, 'endToEndMs'),
      availabilityPercent: valueOf(workload, 'availabilityPercent'),
    },
    ...(workload.fleet ? { fleet: workload.fleet } : {}),
    inputRefs: {
      ...(workload.fleet ? { fleet: workload.fleet.refs } : {}),
      ...(answerRef(modelRef) ? { model: answerRef(modelRef) } : {}),
      ...(answerRef(workload.precision.ref) ? { precision: answerRef(workload.precision.ref) } : {}),
      ...(workload.input.kvPrecision
        ? { kvPrecision: [answerId('workloads', workload.index, 'kvPrecision')] }
        : {}),
      requestsPerSecondMean: [...refs(workload, 'requestsPerDay'), ...scaled],
      requestsPerSecondPeak: [...refs(workload, 'requestsPerSecondPeak'), ...scaled],
      inputTokens: refs(workload, 'inputTokensP50', 'inputTokensP95'),
      outputTokens: refs(workload, 'outputTokensP50', 'outputTokensP95'),
      cachedShare: refs(workload, 'cachedShare'),
      timeToFirstTokenMs: refs(workload, 'timeToFirstTokenMs'),
      timePerOutputTokenMs: refs(workload, 'timePerOutputTokenMs'),
      endToEndMs: refs(workload, 'endToEndMs'),
      availabilityPercent: refs(workload, 'availabilityPercent'),
    },
  };
}

/** A completed number, or null where the workload goes without it. */
export function valueOf(workload: CompletedWorkload, name: IntakeFieldName): number | null {
  return workload.values[name]?.value ?? null;
}

/** Ids of completed numbers, for the inputs of figures. */
export function refs(workload: CompletedWorkload, ...names: IntakeFieldName[]): string[] {
  return names.flatMap((name) => workload.values[name]?.id ?? []);
}

export function tokenSpread(workload: CompletedWorkload, part: 'input' | 'output'): TokenSpread | null {
  const p50 = valueOf(workload, part === 'input' ? 'inputTokensP50' : 'outputTokensP50');
  const p95 = valueOf(workload, part === 'input' ? 'inputTokensP95' : 'outputTokensP95');
  return p50 === null || p95 === null ? null : { p50, p95 };
}

/** Mean tokens of a request, by the percentiles that were given or assumed. */
export function meanTokens({ values }: CompletedWorkload, part: 'input' | 'output'): Given | null {
  const isInput = part === 'input';
  const p50 = givenBy(isInput ? values.inputTokensP50 : values.outputTokensP50);
  const p95 = givenBy(isInput ? values.inputTokensP95 : values.outputTokensP95);
  if (p50 === null || p95 === null) return null;
  const mean = (end: 'value' | 'low' | 'high'): number => meanOf({ p50: p50[end], p95: p95[end] });
  const refs = [...p50.refs, ...p95.refs];
  return { value: mean('value'), low: mean('low'), high: mean('high'), refs };
}

/** Only answers can be inputs: an assumption in words has no figure. */
export function answerRef(ref: string | null): string[] | undefined {
  return ref?.startsWith('input:') ? [ref] : undefined;
}
