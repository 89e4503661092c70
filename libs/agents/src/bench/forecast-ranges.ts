import type { Assumption, OpenQuestion, RangeInput } from '@app/assessments';
import { answerId, figure, type Figure } from '@app/kernel';
import type { ThreePoints } from '@app/pricing';
import { loadShares } from './load-shares';
import { type PlanningDefault, taken } from './planning-assumption';
import type { WorkloadBench } from './workload-bench';
import type { Workbench } from '../workbench';

/** A line of the plan as the ranges need it: what it costs today, and whose load it follows. */
interface RangedLine {
  readonly monthly: Figure;
  readonly workload: WorkloadBench | null;
}

/** Ranges narrower than this, as a share of the cost, say nothing of how far the use may depart from the answers. */
const LEAST_SPREAD = 0.1;
/** Least and most of what is stated without a range: half of it, and half as much again. */
const NARROW = 0.5;
const WIDE = 1.5;
/** Per cent a month: a load cannot fall by more than all of it, and half as much again of a steep fall would. */
const LEAST_GROWTH = -95;

/** What a forecast draws from, each as a figure with its trail. */
export class ForecastRanges {
  readonly figures: Figure[] = [];
  readonly assumptions: Assumption[] = [];
  readonly questions: OpenQuestion[] = [];

  constructor(
    private readonly bench: Workbench,
    private readonly lines: readonly RangedLine[],
  ) {}

  /** Growth of the load a month, the mean of the workloads by what each costs today. */
  growth(): ThreePoints {
    const given = this.bench.input.planning?.growthPerMonth;
    const loads = loadShares(this.bench.workloads, this.lines).flatMap(({ workload, share, monthly }) => {
      const growth = workload.workload.values.growthPerMonth;
      return growth?.value == null ? [] : [{ ...endsOf(growth, growth.value), growth, share, monthly }];
    });
    const counted = loads.reduce((sum, { share }) => sum + share, 0);
    const mean = (end: 'value' | 'low' | 'high'): number =>
      counted === 0 ? 0 : loads.reduce((sum, load) => sum + load[end] * load.share, 0) / counted;
    // A share that is not known may be all or nothing: the range reaches the ends of that growth.
    const unweighed = loads.length > 1 ? loads.filter(({ monthly }) => monthly === null) : [];
    const value = mean('value');
    const low = Math.min(mean('low'), ...unweighed.map((load) => load.low));
    const high = Math.max(mean('high'), ...unweighed.map((load) => load.high));
    const points = given
      ? {
          low: given.low * 100,
          value: clamp(value, given.low * 100, given.high * 100),
          high: given.high * 100,
        }
      : { low: Math.max(Math.min(low, value), LEAST_GROWTH), value, high: Math.max(high, value) };
    // Of one workload alone the mean is its own, whatever it costs.
    const weighed = loads.length > 1 ? loads.flatMap(({ monthly }) => monthly?.id ?? []) : [];
    const weighedBy = [...loads.map(({ growth }) => growth.id), ...weighed];
    const by =
      loads.length === 0
        ? 'no workload has a growth of its load'
        : unweighed.length === 0
          ? 'mean of the workloads by cost'
          : 'mean of the workloads by cost, where one of unknown cost counts as the mean of the others and widens the range to its own';
    this.write('growth', 'Growth of the load a month', '%', points, {
      formula: given
        ? `the range that was stated; likeliest: ${by}`
        : loads.length === 0
          ? by
          : `${by}; where a growth was stated without a range, from half of it to half as much again, a planning range of this product`,
      inputs: given ? [answerId('planning', 'growthPerMonth'), ...weighedBy] : weighedBy,
      method: given ? 'sourced' : 'assumed',
    });
    return scaled(points, 0.01);
  }

  /** Change of prices a year. */
  price(): ThreePoints {
    const given: RangeInput | undefined = this.bench.input.planning?.priceChangePerYear;
    if (given) {
      const points = {
        low: given.low * 100,
        value: ((given.low + given.high) / 2) * 100,
        high: given.high * 100,
      };
      this.write('price', 'Change of prices a year', '%', points, {
        formula: 'the range that was stated; likeliest: its middle',
        inputs: [answerId('planning', 'priceChangePerYear')],
        method: 'sourced',
      });
      return scaled(points, 0.01);
    }
    return scaled(this.take(PRICE_CHANGE), 0.01);
  }

  /** Standard deviation of the month-on-month change of the load, as a share. */
  volatility(): number {
    return this.take(VOLATILITY).value / 100;
  }

  /** Use over plan: how far today's costs reach at the ends of their ranges. */
  use(): ThreePoints {
    const varying = this.lines.filter(({ workload, monthly }) => workload !== null && monthly.value !== null);
    const sum = (end: 'value' | 'low' | 'high'): number =>
      varying.reduce((all, { monthly }) => all + (monthly[end] ?? monthly.value ?? 0), 0);
    const value = sum('value');
    const dearest = varying.reduce((all, line) => all + highEnd(line), 0);
    const spread = value === 0 ? 0 : (dearest - sum('low')) / value;
    // A cost that a price list makes exact still hangs on answers about tokens and traffic.
    if (spread < LEAST_SPREAD) return this.take(USE);
    const points = {
      low: Math.max(Math.min(sum('low') / value, 1), 0.05),
      value: 1,
      high: Math.max(dearest / value, 1),
    };
    this.write('use', 'Use over plan', '1', points, {
      formula:
        'low and high ends of the workloads’ cost today / its value: token lengths and efficiency of the fleet; who finds hardware slower than planned can still take another offer within the limits, so the high end is at most the least of their high ends',
      inputs: varying.map(({ monthly }) => monthly.id),
      method: 'computed',
    });
    return points;
  }

  private take(draft: PlanningDefault): ThreePoints {
    const number = taken(this.bench, draft, undefined);
    this.figures.push(number.figure);
    if (number.assumption) this.assumptions.push(number.assumption);
    if (number.question) this.questions.push(number.question);
    return { low: draft.low, value: draft.value, high: draft.high };
  }

  private write(
    name: string,
    label: string,
    unit: string,
    points: ThreePoints,
    rest: Pick<Figure, 'formula' | 'inputs' | 'method'>,
  ): void {
    const id = `forecast.range.${name}`;
    const entry = figure({ id, label, unit, ...rest, ...points });
    this.figures.push(this.bench.figures.add(entry));
  }
}

/**
 * The most that a workload comes to: the high end of its own cost, or of any other offer within the limits where that is
 * less. A fleet whose high end is not known bounds nothing.
 */
function highEnd({ workload, monthly }: RangedLine): number {
  const own = monthly.high ?? monthly.value ?? 0;
  if (!workload || workload.likelyHosting() === 'api') return own;
  const { purchase } = workload;
  const others = workload.priced().offers.flatMap(({ priced }) => {
    const { value, low, high } = priced.monthly[purchase];
    const isExact = low === null && high === null;
    return value === null ? [] : isExact ? [value] : high === null ? [] : [high];
  });
  return Math.max(monthly.value ?? 0, Math.min(own, ...others));
}

/** The ends of a growth in per cent a month, also where it was stated without a range. */
function endsOf({ low, high }: Figure, value: number): ThreePoints {
  return {
    low: low ?? Math.min(value * NARROW, value * WIDE),
    value,
    high: high ?? Math.max(value * NARROW, value * WIDE),
  };
}

function scaled({ low, value, high }: ThreePoints, by: number): ThreePoints {
  return { low: low * by, value: value * by, high: high * by };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

const PRICE_CHANGE: PlanningDefault = {
  path: ['planning', 'priceChangePerYear'],
  name: 'price-change',
  label: 'Change of prices a year',
  unit: '%',
  value: 0,
  low: -15,
  high: 10,
  why: 'list prices of today stay, with room for cheaper generations and for dearer scarcity',
  question: 'By how much do you expect prices to change a year?',
};

const VOLATILITY: PlanningDefault = {
  path: ['planning', 'growthPerMonth'],
  name: 'volatility',
  label: 'Month-to-month swing of the load around its growth, standard deviation',
  unit: '%',
  value: 5,
  low: 2,
  high: 10,
  why: 'a service in regular use, without campaigns or seasons',
  question: 'How much does the load swing from month to month around its growth?',
};

const USE: PlanningDefault = {
  path: ['planning'],
  name: 'use',
  label: 'Use over plan',
  unit: '1',
  value: 1,
  low: 0.8,
  high: 1.25,
  why: 'answers on token lengths and traffic are rarely nearer than a fifth to a quarter',
  question: 'How far may the use depart from the answers on traffic and tokens?',
};
