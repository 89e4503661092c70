import { type FigureText, unknownFigure } from '@app/kernel';
import type { FactorSide } from './efficiency';
import type { FigureSheet } from './figure-sheet';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { lateReason, type StartReadings } from './replica-start';
import type { TrainingFigureName, TrainingSizing, TrainingSpec } from './training';
import { checkpointBytes, trainedParameters } from './training-model';
import { lostOn, MOST_LOST, trainingReliability } from './training-reliability';

type Sheet = FigureSheet<TrainingFigureName>;
type Hours = Readonly<Record<FactorSide, number>>;

/** What a run needs: the smallest group, accelerator-hours of work, and hours until an instance works. */
export interface TrainingNeeds {
  readonly group: number;
  readonly work: Hours;
  readonly start: StartReadings;
}

/** The same under each reading, in units of `divisor`. */
export function scaled(divisor: number, from: (side: FactorSide) => number): Record<FactorSide, number> {
  return {
    value: from('value') / divisor,
    worst: from('worst') / divisor,
    best: from('best') / divisor,
  };
}

/**
 * Adds the accelerators used at the same time, the hours that are paid for them on demand and on spot capacity, and a
 * checkpoint; or says why the deadline cannot be kept.
 */
export function addFleet(
  sheet: Sheet,
  spec: TrainingSpec,
  needs: TrainingNeeds,
): Pick<TrainingSizing, 'accelerators' | 'acceleratorHours' | 'reliability'> | FigureText {
  const { work, start } = needs;
  if ((spec.deadlineHours ?? Infinity) <= start.value) {
    return lateReason(sheet.id('start-time'), 'the deadline');
  }
  const gigabytes = addCheckpoint(sheet, spec);
  const accelerators = addAccelerators(sheet, spec, needs, gigabytes);
  if (accelerators === null) {
    return 'However many accelerators work on it, failures and checkpoints leave too little of the deadline.';
  }
  const base = sheet.id('accelerators').slice(0, -'.accelerators'.length);
  const { reliability, lost, spotLost } = trainingReliability(base, accelerators, gigabytes);
  sheet.addBasis(...reliability.figures);
  const needed = (side: FactorSide): number => work[side] + accelerators * start[side];
  const hours = withLosses(needed, lost);
  sheet.add({
    name: 'accelerator-hours',
    label: 'accelerator-hours of one run, start of the instances, checkpoints and failures included',
    unit: 'h',
    ...hours,
    formula: '(hours of work + accelerators x start time) / (1 - lost share)',
    inputs: [
      ...(['work-hours', 'accelerators', 'start-time'] as const).map((name) => sheet.id(name)),
      reliability.ids['lost-share'],
    ],
    sources: [SOURCES.daly],
  });
  sheet.add({
    name: 'duration',
    label: 'duration of one run',
    unit: 'h',
    value: hours.value / accelerators,
    worst: hours.worst === null ? null : hours.worst / accelerators,
    best: hours.best === null ? null : hours.best / accelerators,
    formula: 'accelerator-hours / accelerators',
    inputs: [sheet.id('accelerator-hours'), sheet.id('accelerators')],
    sources: [],
  });
  addSpotHours(sheet, withLosses(needed, spotLost), spotLost.value, reliability.ids['spot-goodput']);
  return { accelerators, acceleratorHours: hours.value, reliability };
}

/** The accelerators for the deadline, where there is one, with those that the ends of the hours would take; or null. */
function addAccelerators(
  sheet: Sheet,
  spec: TrainingSpec,
  needs: TrainingNeeds,
  gigabytes: number,
): number | null {
  const fleet = (side: FactorSide): number | null =>
    fleetFor(needs, {
      side: spec.deadlineHours === null ? 'value' : side,
      deadline: spec.deadlineHours,
      gigabytes,
    });
  const accelerators = fleet('value');
  if (accelerators === null) return null;
  sheet.add({
    name: 'accelerators',
    label: `${spec.accelerator.name} at the same time`,
    unit: '1',
    value: accelerators,
    worst: fleet('worst'),
    best: fleet('best'),
    formula:
      'max(smallest group, least N with hours of work / N <= deadline x (1 - lost share of N) - start time), of 1, 2, 4 and eights; its ends are those that the ends of the hours would take, while hours and cost are those of the value',
    inputs: [
      ...(['smallest-group', 'work-hours', 'start-time', 'checkpoint'] as const).map((name) =>
        sheet.id(name),
      ),
      ...(spec.inputRefs.deadlineHours ?? []),
    ],
    sources: [SOURCES.daly],
  });
  return accelerators;
}

/** What a fleet is sought under: an end of the readings, hours until all is done, gigabytes of a checkpoint. */
interface FleetReading {
  readonly side: FactorSide;
  readonly deadline: number | null;
  readonly gigabytes: number;
}

/**
 * The least number of accelerators, as instances come, that ends the work in the deadline with what they lose; null
 * where none does. More accelerators fail more often, so that the search climbs and never has to turn back.
 */
function fleetFor({ group, work, start }: TrainingNeeds, under: FleetReading): number | null {
  const { side, gigabytes } = under;
  let fleet = asSold(group);
  for (;;) {
    const lost = lostOn(fleet, gigabytes, side);
    const room = (under.deadline ?? Infinity) * (1 - lost) - start[side];
    if (room <= 0 || lost >= MOST_LOST) return null;
    const wanted = asSold(Math.ceil(work[side] / room));
    if (wanted <= fleet) return fleet;
    fleet = wanted;
  }
}

/** Accelerators come as 1, 2, 4, then in eights. */
function asSold(wanted: number): number {
  return wanted <= 8 ? 2 ** Math.ceil(Math.log2(Math.max(1, wanted))) : Math.ceil(wanted / 8) * 8;
}

/** Hours that are paid for; an end at which the run does not end is not known. */
function withLosses(needed: (side: FactorSide) => number, lost: Hours) {
  const end = (side: FactorSide): number | null =>
    lost[side] >= MOST_LOST ? null : needed(side) / (1 - lost[side]);
  return { value: needed('value') / (1 - lost.value), worst: end('worst'), best: end('best') };
}

function addSpotHours(
  sheet: Sheet,
  hours: ReturnType<typeof withLosses>,
  lost: number,
  goodputId: string,
): void {
  const draft = {
    label: 'accelerator-hours of one run on spot capacity, interruptions included',
    unit: 'h',
    formula: '(hours of work + accelerators x start time) / goodput on spot capacity',
    inputs: [
      ...(['work-hours', 'accelerators', 'start-time'] as const).map((name) => sheet.id(name)),
      goodputId,
    ],
    sources: [SOURCES.daly, SOURCES.spotAdvisor],
  };
  if (lost < MOST_LOST) {
    sheet.add({ ...draft, name: 'spot-hours', ...hours });
    return;
  }
  const id = sheet.id('spot-hours');
  const reason = 'spot capacity is taken back faster than the run advances';
  sheet.addBasis(unknownFigure({ ...draft, id, method: 'computed', reason }));
  sheet.ids['spot-hours'] = id;
}

/** One checkpoint, in gigabytes. */
function addCheckpoint(sheet: Sheet, spec: TrainingSpec): number {
  const trained = trainedParameters(spec, true);
  const readings = scaled(1e9, (side) => checkpointBytes(trained, side !== 'best'));
  sheet.add({
    name: 'checkpoint',
    label: 'one checkpoint',
    unit: 'GB',
    ...readings,
    formula: 'trained parameters x 14 B with optimizer, 2 B without',
    inputs: [sheet.id('trainable-parameters')],
    sources: [SOURCES.mlEngineering],
  });
  return readings.value;
}
