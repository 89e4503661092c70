import type { IntakeFieldName } from '@app/assessments';
import { literal } from '@app/kernel';
import type { SearchLimits } from '@app/search';
import { BYTES_PER_WEIGHT } from '@app/sizing';
import { liesWithin, jurisdictionOf } from '@app/compliance';
import type { SearchWish } from '../bench/search-workload';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { VARIED, withValue } from './leverage';

/** An answer that a question could get, and the workload as it would be then. */
export interface PossibleAnswer {
  /** Part of figure ids. */
  readonly name: string;
  readonly label: string;
  readonly workload: WorkloadBench;
  readonly wish: SearchWish;
}

/** A question that is open, with answers at the ends of what is likely. */
export interface Variation {
  readonly questionId: string;
  readonly name: string;
  readonly label: string;
  /** The figure that was taken in place of an answer; null where it is no number. */
  readonly takenId: string | null;
  readonly answers: readonly PossibleAnswer[];
  /** Whether the answers change where is looked, and nothing of what is sized. */
  readonly onlyLimits?: true;
}

/** Numbers that can move a service, beside those that move the fleet alone. */
const NUMBERS: readonly IntakeFieldName[] = [...VARIED, 'availabilityPercent'];

/** Every open question of a service whose answer the search can be made with. */
export function variationsOf(bench: Workbench, workload: WorkloadBench): Variation[] {
  return [
    ...NUMBERS.flatMap((name) => ofNumber(workload, name)),
    ...ofPrecision(workload),
    ...ofModel(workload),
    ...ofResidency(bench, workload),
    ...ofProviders(bench, workload),
  ];
}

function ofNumber(workload: WorkloadBench, name: IntakeFieldName): Variation[] {
  const taken = workload.workload.values[name];
  if (taken?.method !== 'assumed' || taken.low === null || taken.high === null) return [];
  const { low, high } = taken;
  const at = (end: number, side: 'low' | 'high'): PossibleAnswer[] => {
    const varied = withValue(workload.workload, { name, taken, end, place: side === 'low' ? 0 : 1 });
    if (varied === null) return [];
    return [{ name: side, label: `the ${side} end`, workload: workload.varied(varied), wish: {} }];
  };
  return [
    {
      questionId: `question.${workload.id}.${name}`,
      name,
      label: taken.label,
      takenId: taken.id,
      answers: [...at(low, 'low'), ...at(high, 'high')],
    },
  ];
}

/** Smaller formats, should somebody find their answers good enough. */
function ofPrecision(workload: WorkloadBench): Variation[] {
  const { precision: taken } = workload.workload;
  const smaller = (['fp8', 'int4'] as const).filter(
    (precision) => BYTES_PER_WEIGHT[precision].value < BYTES_PER_WEIGHT[taken.value].low,
  );
  if (!taken.assumed || smaller.length === 0) return [];
  return [
    {
      questionId: `question.${workload.id}.precision`,
      name: 'precision',
      label: 'Number format of the weights',
      takenId: null,
      answers: smaller.map((precision) => ({
        name: precision,
        label: precision,
        workload,
        wish: { precision },
      })),
    },
  ];
}

/** A class smaller and larger than the one that stands in for a model that nobody named. */
function ofModel(workload: WorkloadBench): Variation[] {
  if (workload.model().origin !== 'assumed-class') return [];
  const { input } = workload.workload;
  return [
    {
      questionId: `question.${workload.id}.model`,
      name: 'model',
      label: 'Model',
      takenId: null,
      answers: (['small', 'large'] as const).map((modelClass) => {
        const model = { ...input.model, class: modelClass };
        const varied = { ...workload.workload, input: { ...input, model } };
        return {
          name: modelClass,
          label: `a ${modelClass} model`,
          workload: workload.varied(varied),
          wish: {},
        };
      }),
    },
  ];
}

const PLACES = ['EU', 'US'] as const;

function ofResidency(bench: Workbench, workload: WorkloadBench): Variation[] {
  if (workload.workload.input.residency !== undefined || bench.input.constraints?.regions !== undefined)
    return [];
  const regions = [...new Set(bench.catalog.instances.map((row) => row.region))];
  return [
    {
      questionId: `question.${workload.id}.residency`,
      name: 'residency',
      label: 'Where the data must stay',
      onlyLimits: true,
      takenId: null,
      answers: PLACES.map((place) => {
        const outside = regions.filter((region) => !liesWithin(jurisdictionOf(region) ?? '', place));
        const limits: Partial<SearchLimits> = {
          outsideResidency: new Set(outside),
          residencyLabel: place,
          apiPlaces: [place],
        };
        return { name: place.toLowerCase(), label: place, workload, wish: { limits } };
      }),
    },
  ];
}

const LARGEST_PROVIDERS = ['aws', 'azure', 'gcp'] as const;

function ofProviders(bench: Workbench, workload: WorkloadBench): Variation[] {
  if (bench.input.constraints?.providers !== undefined || workload.decided.place !== undefined) return [];
  return [
    {
      questionId: 'question.constraints.providers',
      name: 'providers',
      label: 'Providers that may be used',
      onlyLimits: true,
      takenId: null,
      answers: LARGEST_PROVIDERS.map((provider) => ({
        name: provider,
        label: literal(`${provider} alone`),
        workload,
        wish: { limits: { providers: [provider] } },
      })),
    },
  ];
}
