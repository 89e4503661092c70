import type { CompletedWorkload, IntakeFieldName } from '@app/assessments';
import { type Figure, figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { shortName } from '../bench/naming';
import { servingNeed } from '../bench/serving-need';
import { sizeOn } from '../bench/size-on';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** How far an assumed number moves the fleet between the ends of its range. */
export interface Leverage {
  readonly questionId: string;
  readonly label: string;
  readonly taken: Figure;
  readonly atLow: Figure;
  readonly atHigh: Figure;
  readonly least: Figure;
  readonly most: Figure;
  /** Most over fewest accelerators. */
  readonly ratio: number;
  /** Whether an API is considered whose bill the number changes. */
  readonly movesApiBill: boolean;
}

/** Numbers whose assumption can move a fleet. */
export const VARIED: readonly IntakeFieldName[] = [
  'peakFactor',
  'inputTokensP50',
  'inputTokensP95',
  'outputTokensP50',
  'outputTokensP95',
  'cachedShare',
  'timeToFirstTokenMs',
  'timePerOutputTokenMs',
];

/** Numbers that an API charges for. */
const PRICED: ReadonlySet<IntakeFieldName> = new Set([
  'inputTokensP50',
  'inputTokensP95',
  'outputTokensP50',
  'outputTokensP95',
  'cachedShare',
]);

/** Sizes a serving workload again at both ends of every assumed number, on the accelerator that the result rests on. */
export function measureLeverage(notes: Analysis, bench: Workbench, workload: WorkloadBench): Leverage[] {
  const best = workload.reference();
  if (best?.kind !== 'serving') return [];
  return VARIED.flatMap((name): Leverage[] => {
    const taken = workload.workload.values[name];
    if (taken?.method !== 'assumed' || taken.low === null || taken.high === null) return [];
    const ends = ([taken.low, taken.high] as const).map((end, place) =>
      acceleratorsAt(notes, bench, workload, best.of.acceleratorId, { name, taken, end, place }),
    );
    const [atLow, atHigh] = ends;
    if (atLow?.value == null || atHigh?.value == null) return [];
    const [least, most] = atLow.value <= atHigh.value ? [atLow, atHigh] : [atHigh, atLow];
    const movesApiBill = PRICED.has(name) && workload.apis().apis.length > 0;
    const ratio = (most.value ?? 1) / Math.max(1, least.value ?? 1);
    const label = workload.isOnly ? taken.label : `${taken.label} (${shortName(workload)})`;
    return [
      {
        questionId: `question.${workload.id}.${name}`,
        label,
        taken,
        atLow,
        atHigh,
        least,
        most,
        ratio,
        movesApiBill,
      },
    ];
  });
}

/** A number at an end of its assumed range; place 0 is the low one. */
export interface VariedNumber {
  readonly name: IntakeFieldName;
  readonly taken: Figure;
  readonly end: number;
  readonly place: number;
}

function acceleratorsAt(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  acceleratorId: string,
  variation: VariedNumber,
): Figure | null {
  const { row, ref } = workload.model();
  const varied = withValue(workload.workload, variation);
  const need = row && varied && servingNeed(varied, row, ref);
  if (!need) return null;
  const accelerator = bench.catalog.accelerator(acceleratorId);
  const sizing = sizeOn(need, acceleratorId, bench.catalog);
  if (sizing.accelerators === null) return null;
  const side = variation.place === 0 ? 'low' : 'high';
  return notes.figure({
    id: `chatbot.${workload.id}.${variation.name}.${side}.accelerators`,
    label: `Accelerators at the ${side} end of: ${variation.taken.label}`,
    value: sizing.accelerators,
    unit: '1',
    method: 'computed',
    formula: `sizing of the workload on ${accelerator.name} with the ${side} end of the assumed range`,
    inputs: [variation.taken.id],
  });
}

/** The workload with one number at an end of its range, and what follows from that number. */
export function withValue(
  workload: CompletedWorkload,
  { name, taken, end }: VariedNumber,
): CompletedWorkload | null {
  const values: Partial<Record<IntakeFieldName, Figure>> = { ...workload.values };
  values[name] = figure({ ...taken, value: end });
  const scale = taken.value ? end / taken.value : 1;
  const follow = (other: IntakeFieldName, how: number): void => {
    const entry = values[other];
    if (entry?.value != null) values[other] = figure({ ...entry, value: entry.value * how });
  };
  if (name === 'peakFactor') {
    // Whichever of day and peak was computed from the factor moves with it.
    if (values.requestsPerSecondPeak?.method === 'computed') follow('requestsPerSecondPeak', scale);
    else if (values.requestsPerDay?.method === 'computed') follow('requestsPerDay', 1 / scale);
  }
  if (name === 'inputTokensP50') follow('inputTokensP95', scale);
  if (name === 'outputTokensP50') follow('outputTokensP95', scale);
  return { ...workload, values };
}
