import type { FigureSheet } from './figure-sheet';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { presumptionFigure, type Presumption } from './presumption';

export const START: Presumption = {
  id: 'instance-start',
  label: 'start of an instance with its container image',
  unit: 's',
  value: 240,
  low: 60,
  high: 900,
  note: 'a virtual machine with accelerators and an image of 10 to 20 GB; a warm pool is at the low end',
};
export const READ_RATE: Presumption = {
  id: 'weight-read-rate',
  label: 'rate at which an instance reads weights from storage',
  unit: 'GB/s',
  value: 2,
  low: 0.5,
  high: 8,
  note: 'object storage in parallel streams; local disks at the high end, one stream at the low end',
};
export const WARM_UP: Presumption = {
  id: 'engine-warm-up',
  label: 'warm-up of the engine',
  unit: 's',
  value: 60,
  low: 20,
  high: 180,
  note: 'capture of graphs and measuring of free memory after the weights are loaded; compiling before a training',
};

const GIB = 2 ** 30;

/** The same under each reading of what is presumed. */
export type StartReadings = Readonly<Record<'value' | 'worst' | 'best', number>>;

/** Seconds from asking for an instance until it works: start + weights / read rate + warm-up. */
export function readySeconds(weightBytes: number): StartReadings {
  const gigabytes = weightBytes / 1e9;
  return {
    value: START.value + gigabytes / READ_RATE.value + WARM_UP.value,
    worst: START.high + gigabytes / READ_RATE.low + WARM_UP.high,
    best: START.low + gigabytes / READ_RATE.high + WARM_UP.low,
  };
}

/** Why a pass cannot be done in its window, or a training before its deadline. */
export function lateReason(startTimeId: string, limit = 'the window of a pass'): string {
  return `It takes [[${startTimeId}]] until an instance works: longer than ${limit}.`;
}

/** Adds the time until an instance works, in hours; `weights` are GiB of a figure, with what makes them of it. */
export function addStartTime<Name extends string>(
  sheet: FigureSheet<Name | 'start-time'>,
  weights: { readonly id: string; readonly gib: number; readonly formula?: string },
): StartReadings {
  const presumed = [START, READ_RATE, WARM_UP].map(presumptionFigure);
  sheet.addBasis(...presumed);
  const { value, worst, best } = readySeconds(weights.gib * GIB);
  const hours = { value: value / 3600, worst: worst / 3600, best: best / 3600 };
  sheet.add({
    name: 'start-time',
    label: 'time until an instance works, paid like work',
    unit: 'h',
    ...hours,
    formula: `(instance start + ${weights.formula ?? 'weights'} / read rate + warm-up) / 3600`,
    inputs: [weights.id, ...presumed.map(({ id }) => id)],
    sources: [SOURCES.autoscaling],
  });
  return hours;
}
