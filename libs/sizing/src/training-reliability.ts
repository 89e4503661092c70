import type { Figure, Source } from '@app/kernel';
import { FigureList } from './figure-list';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import type { Presumption, Reading } from './presumption';
import type { FactorSide } from './efficiency';
import { interruptionsPerHour, SPOT_RATE } from './spot-interruptions';

export const RELIABILITY_FIGURES = [
  'time-between-failures',
  'checkpoint-time',
  'checkpoint-interval',
  'lost-share',
  'spot-lost-share',
  'spot-goodput',
] as const;
export type ReliabilityFigureName = (typeof RELIABILITY_FIGURES)[number];

export interface TrainingReliability {
  readonly ids: Readonly<Record<ReliabilityFigureName, string>>;
  readonly figures: readonly Figure[];
}

/** 419 unexpected interruptions in 54 days on 16,384 chips: 16,384 x 54 x 24 / 419 hours. */
const DEVICE_HOURS: Presumption = {
  id: 'device-failures',
  label: 'hours of an accelerator between failures that stop a run',
  unit: 'h',
  value: 50_700,
  low: 20_000,
  high: 100_000,
  note: '16,384 x 54 d x 24 h / 419 interruptions of the Llama 3 run; younger and older fleets differ',
  source: SOURCES.llamaHerd,
};
const WRITE_RATE: Presumption = {
  id: 'checkpoint-write-rate',
  label: 'rate at which eight accelerators write a checkpoint',
  unit: 'GB/s',
  value: 2,
  low: 0.5,
  high: 10,
  note: 'file storage over the network; local disks with a later copy at the high end',
};
const RESTART: Presumption = {
  id: 'training-restart',
  label: 'time from a failure until the run goes on',
  unit: 'h',
  value: 0.25,
  low: 0.1,
  high: 1,
  note: 'finding it, replacing the instance, reading the checkpoint, compiling',
};
const CHIPS_PER_INSTANCE = 8;

/** sqrt(2 t_ckpt MTBF), in the unit of its arguments. Source: Young 1974, Daly 2006. */
export function checkpointInterval(checkpoint: number, betweenFailures: number): number {
  return Math.sqrt(2 * checkpoint * betweenFailures);
}

/** A run that loses this share of its time is not taken to end: the law holds for small losses. */
export const MOST_LOST = 0.99;

/**
 * t_ckpt / T + (T / 2 + R) / MTBF: the share of the time that checkpoints, repeated work and restarts take, up to
 * `MOST_LOST`. Source: Daly 2006.
 */
export function lostShare(
  checkpoint: number,
  interval: number,
  betweenFailures: number,
  restart: number,
): number {
  return Math.min(MOST_LOST, checkpoint / interval + (interval / 2 + restart) / betweenFailures);
}

/** The numbers of a run under one reading of what was presumed; hours but for the shares. */
interface Numbers {
  readonly between: number;
  readonly written: number;
  readonly interval: number;
  readonly lost: number;
  readonly spotLost: number;
}

/** `low` is the better case, `high` the worse. `gigabytes` of a checkpoint. */
function numbersOf(chips: number, gigabytes: number, reading: Reading): Numbers {
  const instances = Math.ceil(chips / CHIPS_PER_INSTANCE);
  const more = (of: Presumption): number =>
    reading === 'value' ? of.value : reading === 'low' ? of.high : of.low;
  const less = (of: Presumption): number => of[reading];
  const between = more(DEVICE_HOURS) / chips;
  const written = gigabytes / (more(WRITE_RATE) * instances) / 3600;
  const restart = less(RESTART);
  const interval = checkpointInterval(written, between);
  const lost = lostShare(written, interval, between, restart);
  const spotBetween = 1 / (1 / between + instances * interruptionsPerHour(less(SPOT_RATE)));
  const spotLost = lostShare(written, checkpointInterval(written, spotBetween), spotBetween, restart);
  return { between, written, interval, lost, spotLost };
}

const READING_OF: Readonly<Record<FactorSide, Reading>> = { value: 'value', best: 'low', worst: 'high' };

/** The share that a run of so many accelerators loses, 0 to `MOST_LOST`. `gigabytes` of a checkpoint. */
export function lostOn(chips: number, gigabytes: number, side: FactorSide = 'value'): number {
  return numbersOf(chips, gigabytes, READING_OF[side]).lost;
}

/** A run on rented capacity, and the same on spot capacity: what each loses, 0 to `MOST_LOST`. */
export interface RunLosses {
  readonly reliability: TrainingReliability;
  readonly lost: Readonly<Record<FactorSide, number>>;
  readonly spotLost: Readonly<Record<FactorSide, number>>;
}

/**
 * Failures, checkpoints and spot interruptions of a run of so many accelerators, each checkpoint of so many gigabytes.
 * Ids are `<base>.reliability.<name>`; `<base>.accelerators` and `<base>.checkpoint` are among the inputs.
 */
export function trainingReliability(base: string, chips: number, gigabytes: number): RunLosses {
  const list = new FigureList<ReliabilityFigureName>(`${base}.reliability`);
  const presumed = list.presume(DEVICE_HOURS, WRITE_RATE, RESTART, SPOT_RATE);
  const value = numbersOf(chips, gigabytes, 'value');
  const best = numbersOf(chips, gigabytes, 'low');
  const worst = numbersOf(chips, gigabytes, 'high');
  for (const { from, ...rest } of definitions(list, base, presumed)) {
    list.add({ ...rest, value: from(value), ends: [from(best), from(worst)] });
  }
  return {
    reliability: { ids: list.ids as Record<ReliabilityFigureName, string>, figures: list.all() },
    lost: { value: value.lost, best: best.lost, worst: worst.lost },
    spotLost: { value: value.spotLost, best: best.spotLost, worst: worst.spotLost },
  };
}

interface Definition {
  readonly name: ReliabilityFigureName;
  readonly unit: string;
  readonly from: (numbers: Numbers) => number;
  readonly label: string;
  readonly formula: string;
  readonly inputs: readonly string[];
  readonly sources: readonly Source[];
}

function definitions(
  list: FigureList<ReliabilityFigureName>,
  base: string,
  [device = '', write = '', restart = '', spot = '']: readonly string[],
): readonly Definition[] {
  return [
    {
      name: 'time-between-failures',
      unit: 'h',
      from: (one) => one.between,
      label: 'time between failures that stop the run',
      formula: 'hours of a device between failures / accelerators',
      inputs: [device, `${base}.accelerators`],
      sources: [SOURCES.llamaHerd],
    },
    {
      name: 'checkpoint-time',
      unit: 's',
      from: (one) => one.written * 3600,
      label: 'time to write a checkpoint',
      formula: 'checkpoint / (write rate x instances of eight)',
      inputs: [`${base}.checkpoint`, write],
      sources: [SOURCES.daly],
    },
    {
      name: 'checkpoint-interval',
      unit: 'min',
      from: (one) => one.interval * 60,
      label: 'best time between checkpoints',
      formula: 'sqrt(2 t_ckpt MTBF)',
      inputs: [list.id('checkpoint-time'), list.id('time-between-failures')],
      sources: [SOURCES.daly],
    },
    ...losses(list, restart, spot),
  ];
}

function losses(
  list: FigureList<ReliabilityFigureName>,
  restart: string,
  spot: string,
): readonly Definition[] {
  return [
    {
      name: 'lost-share',
      unit: '%',
      from: (one) => one.lost * 100,
      label: 'share of the run that checkpoints, repeated work and restarts take',
      formula: 't_ckpt / T + (T / 2 + R) / MTBF',
      inputs: [list.id('checkpoint-interval'), list.id('time-between-failures'), restart],
      sources: [SOURCES.daly],
    },
    {
      name: 'spot-lost-share',
      unit: '%',
      from: (one) => one.spotLost * 100,
      label: 'the same share on spot instances',
      formula: 'as above with 1/MTBF + instances x -ln(1 - share interrupted in a month) / 730 h',
      inputs: [list.id('lost-share'), spot],
      sources: [SOURCES.daly, SOURCES.spotAdvisor],
    },
    {
      name: 'spot-goodput',
      unit: '%',
      from: (one) => (1 - one.spotLost) * 100,
      label: 'share of spot hours that advance the run; a spot price counts divided by it',
      formula: '1 - lost share on spot instances',
      inputs: [list.id('spot-lost-share')],
      sources: [SOURCES.spotAdvisor],
    },
  ];
}
