import type { Purchase } from '@app/catalog';
import { figure, InvariantError, unknownFigure, type Figure, type Source } from '@app/kernel';
import { replicasFor, servingFigure, type ServingSizing } from '@app/sizing';
import { requestCost } from './api-cost';
import { isOpen } from './open-end';
import { apiModelName, type ApiPricing, type ApiTraffic } from './api-price';
import { addMonths, HOURS_PER_MONTH } from './billing-month';
import { instancesFor } from './instance-packing';
import { rentedShareOf } from './rented-share';
import type { PricedOption } from './serving-price';

/** Months over which the cost is added up, and those that are shown. */
export const HORIZON_MONTHS = 36;
const SHOWN_MONTHS = [1, 12, 24, 36] as const;

/** From this growth a month on the load is some fifteenfold after three years: such growth rarely lasts. */
export const FAST_GROWTH_PER_MONTH = 0.08;
/** Months after which the low end of fast growth lets it stop. */
const FIRST_YEAR = 12;

/** How the load grows: a share a month (0.05 is 5 %), with the answer or assumption it came from. */
export interface Growth {
  readonly perMonth: number;
  readonly refs: readonly string[];
  /** Load over today's of month 0 to at least 35, where it is not the same share each month: it stands then. */
  readonly factors?: readonly number[];
}

/**
 * The cost over 36 months. `months` are months 1, 12, 24 and 36. Where growth is fast, the low ends are of a load that
 * stops growing after the first year.
 */
export interface TotalCost {
  readonly total: Figure;
  /** USD of months 1 to 12. */
  readonly firstYear: Figure;
  readonly months: ReadonlyArray<{ readonly month: number; readonly cost: Figure }>;
  /** USD of each of the 36 months, to reckon with; null where one is not known. */
  readonly course: readonly number[] | null;
  readonly figures: readonly Figure[];
}

/** 36 months of rented hardware at today's prices: the fleet is sized anew for each month's load. */
export function totalCostOfServing(
  sizing: ServingSizing,
  option: PricedOption,
  purchase: Purchase,
  growth: Growth,
): TotalCost {
  const { capacity } = sizing;
  if (capacity === null) throw new InvariantError(`${sizing.workloadId} has no feasible sizing to price`);
  const hourly = option.hourly[purchase];
  const first = option.monthly[purchase];
  const share = rentedShareOf(capacity, purchase);
  const packing = { row: option.instance, replicasPerInstance: option.replicasPerInstance };
  const monthAt = (_month: number, load: number): number | null => {
    if (hourly.value === null) return null;
    const peak = sizing.traffic.requestsPerSecondPeak * load;
    const replicas = replicasFor(capacity, peak);
    if (replicas === null) return null;
    const instances = instancesFor(packing, replicas, capacity.spareReplicas);
    return (hourly.value / option.instances) * instances * HOURS_PER_MONTH * share;
  };
  return totals({
    scope: `pricing.${option.id}.36-months.${purchase}`,
    label: `${option.instanceType} in ${option.region}, ${purchase}`,
    monthAt,
    growth,
    range: first,
    monthFormula: `instances(load of the month) x price x 730${share === 1 ? '' : ' x share that runs on average, as today'}; load as it grows by month; prices of today`,
    inputs: [
      hourly.id,
      option.instanceCount.id,
      ...(share === 1 ? [] : [servingFigure(sizing, 'rented-share').id]),
      ...growth.refs,
    ],
    sources: hourly.sources,
    reason: hourly.unknown ?? 'no number of replicas keeps the promised time to first token',
  });
}

/** 36 months of an API, with the price changes that its provider has announced, from the month of `asOf`. */
export function totalCostOfApi(
  api: ApiPricing,
  traffic: ApiTraffic,
  growth: Growth,
  asOf: string,
): TotalCost {
  const monthAt = (month: number, load: number): number | null => {
    const cost = requestCost(traffic, api.row, addMonths(asOf, month - 1));
    return cost === null ? null : cost.value * traffic.requestsPerMonth * load;
  };
  return totals({
    scope: `pricing.${traffic.workloadId}.api.${api.rowId}.36-months`,
    label: `${apiModelName(api.row)} by API`,
    monthAt,
    growth,
    range: api.monthly,
    monthFormula: 'requests of the month x price of the mean request, with announced changes',
    inputs: [api.perRequest.id, ...(traffic.inputRefs.requestsPerMonth ?? []), ...growth.refs],
    sources: api.perRequest.sources,
    reason: api.monthly.unknown ?? 'the price is not known',
  });
}

interface TotalsDraft {
  readonly scope: string;
  readonly label: string;
  /** USD of a month, counted from 1, at a multiple of today's load. */
  readonly monthAt: (month: number, load: number) => number | null;
  readonly growth: Growth;
  /** Today's month: its relative range is that of the others. */
  readonly range: Figure;
  readonly monthFormula: string;
  readonly inputs: readonly string[];
  readonly sources: readonly Source[];
  readonly reason: string;
}

function totals(draft: TotalsDraft): TotalCost {
  const costs = monthlyCosts(draft, HORIZON_MONTHS);
  const fast = !draft.growth.factors && draft.growth.perMonth >= FAST_GROWTH_PER_MONTH;
  const slowed = fast ? monthlyCosts(draft, FIRST_YEAR) : costs;
  const note = fast ? '; the low end lets the growth stop after a year' : '';
  const write = (name: string, label: string, unit: string, first: number, last: number): Figure => {
    const single = first === last;
    const shared = {
      id: `${draft.scope}.${name}`,
      label: `${draft.label}, ${label}`,
      unit,
      formula: `${single ? '' : `sum over months ${first} to ${last} of: `}${draft.monthFormula}${last > FIRST_YEAR ? note : ''}`,
      inputs: [...draft.inputs],
      sources: draft.sources,
      method: 'computed' as const,
    };
    const value = sumOf(costs.slice(first - 1, last));
    const least = sumOf(slowed.slice(first - 1, last));
    if (value === null || least === null) return unknownFigure({ ...shared, reason: draft.reason });
    const low = scaled(least, 'low') ?? (least < value ? least : null);
    const high = isOpen(draft.range) ? null : (scaled(value, 'high') ?? (low === null ? null : value));
    return figure({ ...shared, value, low, high });
  };
  const scaled = (value: number, end: 'low' | 'high'): number | null => {
    const { value: today, [end]: bound } = draft.range;
    return today === null || today === 0 || bound === null ? null : (value * bound) / today;
  };
  const total = write('total', '36 months', 'USD', 1, HORIZON_MONTHS);
  const firstYear = write('first-year', 'first 12 months', 'USD', 1, FIRST_YEAR);
  const months = SHOWN_MONTHS.map((month) => ({
    month,
    cost: write(`month-${month}`, `month ${month}`, 'USD/month', month, month),
  }));
  const known = costs.filter((cost) => cost !== null);
  const course = known.length === costs.length ? known : null;
  return {
    total,
    firstYear,
    months,
    course,
    figures: [total, firstYear, ...months.map((entry) => entry.cost)],
  };
}

/** Each month's cost, the load growing for so many months and staying then. */
function monthlyCosts({ monthAt, growth }: TotalsDraft, growing: number): Array<number | null> {
  const { perMonth, factors } = growth;
  return Array.from({ length: HORIZON_MONTHS }, (_, index) =>
    monthAt(index + 1, factors?.[index] ?? (1 + perMonth) ** Math.min(index, growing - 1)),
  );
}

function sumOf(costs: ReadonlyArray<number | null>): number | null {
  return costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
}
