import type { Figure } from '@app/kernel';
import { FigureList } from './figure-list';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import type { Presumption } from './presumption';
import { READ_RATE, readySeconds, START, WARM_UP } from './replica-start';
import type { ServingSizing } from './serving';

export const HEADROOM_FIGURES = ['load-time', 'ready-time', 'rise', 'headroom-replicas'] as const;
export type HeadroomFigureName = (typeof HEADROOM_FIGURES)[number];

/** What an autoscaler has to keep ready while a further replica starts. */
export interface ScalingHeadroom {
  readonly replicas: number;
  readonly readySeconds: number;
  readonly ids: Readonly<Record<HeadroomFigureName, string>>;
  readonly figures: readonly Figure[];
}

const GIB = 2 ** 30;

const RAMP: Presumption = {
  id: 'load-ramp',
  label: 'time in which the load rises from its mean to its peak',
  unit: 's',
  value: 3600,
  low: 900,
  high: 7200,
  note: 'a working day begins within about an hour',
};

/** Seconds until a new replica serves, and those in which the load rises to its peak, as presumed. */
export function readySecondsOf(weightBytes: number): { readonly seconds: number; readonly ramp: number } {
  return { seconds: readySeconds(weightBytes).value, ramp: RAMP.value };
}

/**
 * Replicas to keep ahead of the load while another one starts: growth a second x t_ready / requests per second of a
 * replica, t_ready = instance start + weights / read rate + warm-up. null where nothing is served.
 */
export function scalingHeadroom(sizing: ServingSizing): ScalingHeadroom | null {
  const weights = sizing.figures.find((entry) => entry.id === sizing.ids.weights);
  const rate = sizing.figures.find((entry) => entry.id === sizing.ids['requests-per-second']);
  if (weights?.value == null || rate?.value == null || rate.value <= 0) return null;
  const list = new FigureList<HeadroomFigureName>((sizing.ids.batch ?? '').replace(/batch$/, 'scaling'));
  const [start = '', reads = '', warmUp = '', ramp = ''] = list.presume(START, READ_RATE, WARM_UP, RAMP);
  const gigabytes = (weights.value * GIB) / 1e9;
  const load = [READ_RATE.value, READ_RATE.high, READ_RATE.low].map((one) => gigabytes / one);
  const { value: usual, best, worst } = readySeconds(weights.value * GIB);
  const ready = [usual, best, worst];
  const { requestsPerSecondMean, requestsPerSecondPeak } = sizing.traffic;
  const more = Math.max(0, requestsPerSecondPeak - requestsPerSecondMean);
  const rise = [RAMP.value, RAMP.high, RAMP.low].map((seconds) => more / seconds);
  const needs = [0, 1, 2].map((index) => {
    const perReplica = [rate.value, rate.high, rate.low][index] ?? rate.value ?? 1;
    return Math.max(0, Math.ceil(((rise[index] ?? 0) * (ready[index] ?? 0)) / perReplica - 1e-9));
  });
  const put = (name: HeadroomFigureName, unit: string, values: number[], rest: Rest): void => {
    const [value = 0, ...ends] = values;
    list.add({ name, unit, value, ends, ...rest });
  };
  put('load-time', 's', load, {
    label: 'time to load the weights into a new replica',
    formula: 'weights / read rate of the storage',
    inputs: [weights.id, reads],
    sources: [],
  });
  put('ready-time', 's', ready, {
    label: 'time until a new replica serves',
    formula: 'instance start + weights / read rate + warm-up',
    inputs: [start, list.id('load-time'), warmUp],
    sources: [SOURCES.autoscaling],
  });
  put('rise', '1/s²', rise, {
    label: 'rise of the load: requests a second more in each second',
    formula: '(peak - mean) / time of the rise',
    inputs: [ramp],
    sources: [],
  });
  put('headroom-replicas', '1', needs, {
    label: 'replicas to keep ahead of the load while another one starts',
    formula: 'ceil(rise x ready time / requests per second of a replica)',
    inputs: [list.id('rise'), list.id('ready-time'), rate.id],
    sources: [SOURCES.autoscaling, SOURCES.little],
  });
  return {
    replicas: needs[0] ?? 0,
    readySeconds: ready[0] ?? 0,
    ids: list.ids as Record<HeadroomFigureName, string>,
    figures: list.all(),
  };
}

interface Rest {
  readonly label: string;
  readonly formula: string;
  readonly inputs: readonly string[];
  readonly sources: ReadonlyArray<(typeof SOURCES)[keyof typeof SOURCES]>;
}
