import type { Purchase } from '@app/catalog';
import { figure, InvariantError, unknownFigure, type Figure, type Source } from '@app/kernel';
import { replicasFor, type ServingSizing } from '@app/sizing';
import { requestCost } from './api-cost';
import type { ApiPricing, ApiTraffic } from './api-price';
import { addMonths, HOURS_PER_MONTH } from './billing-month';
import { instancesFor } from './instance-packing';
import type { PricedOption } from './serving-price';

/** Months over which the cost is added up, and those that are shown. */
export const HORIZON_MONTHS = 36;
const SHOWN_MONTHS = [1, 12, 24, 36] as const;

/** How the load grows: a share a month (0.05 is 5 %), with the answer or assumption it came from. */
export interface Growth {
  readonly perMonth: number;
  readonly refs: readonly string[];
}

/** The cost over 36 months. `months` are months 1, 12, 24 and 36. */
export interface TotalCost {
  readonly total: Figure;
  readonly months: ReadonlyArray<{ readonly month: number; readonly cost: Figure }>;
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
  const packing = { row: option.instance, replicasPerInstance: option.replicasPerInstance };
  const monthAt = (month: number): number | null => {
    if (hourly.value === null) return null;
    const peak = sizing.traffic.requestsPerSecondPeak * (1 + growth.perMonth) ** (month - 1);
    const replicas = replicasFor(capacity, peak);
    if (replicas === null) return null;
    const instances = instancesFor(packing, replicas, capacity.spareReplicas);
    return (hourly.value / option.instances) * instances * HOURS_PER_MONTH;
  };
  return totals({
    scope: `pricing.${option.id}.36-months.${purchase}`,
    label: `${option.instanceType} in ${option.region}, ${purchase}`,
    monthAt,
    range: first,
    formula: 'sum over 36 months of instances(load) x price x 730; load grows each month; prices of today',
    inputs: [hourly.id, option.instanceCount.id, ...growth.refs],
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
  const monthAt = (month: number): number | null => {
    const cost = requestCost(traffic, api.row, addMonths(asOf, month - 1));
    return cost === null
      ? null
      : cost.value * traffic.requestsPerMonth * (1 + growth.perMonth) ** (month - 1);
  };
  return totals({
    scope: `pricing.${traffic.workloadId}.api.${api.rowId}.36-months`,
    label: `${api.row.model} by API`,
    monthAt,
    range: api.monthly,
    formula: 'sum over 36 months of requests x price of the mean request, with announced changes',
    inputs: [api.perRequest.id, ...(traffic.inputRefs.requestsPerMonth ?? []), ...growth.refs],
    sources: api.perRequest.sources,
    reason: api.monthly.unknown ?? 'the price is not known',
  });
}

interface TotalsDraft {
  readonly scope: string;
  readonly label: string;
  /** USD of a month, counted from 1. */
  readonly monthAt: (month: number) => number | null;
  /** Today's month: its relative range is that of the others. */
  readonly range: Figure;
  readonly formula: string;
  readonly inputs: readonly string[];
  readonly sources: readonly Source[];
  readonly reason: string;
}

function totals(draft: TotalsDraft): TotalCost {
  const costs = Array.from({ length: HORIZON_MONTHS }, (_, index) => draft.monthAt(index + 1));
  const known = costs.filter((cost): cost is number => cost !== null);
  const write = (name: string, label: string, unit: string, value: number | null): Figure => {
    const shared = {
      id: `${draft.scope}.${name}`,
      label: `${draft.label}, ${label}`,
      unit,
      formula: draft.formula,
      inputs: [...draft.inputs],
      sources: draft.sources,
      method: 'computed' as const,
    };
    if (value === null) return unknownFigure({ ...shared, reason: draft.reason });
    return figure({ ...shared, value, low: scaled(value, 'low'), high: scaled(value, 'high') });
  };
  const scaled = (value: number, end: 'low' | 'high'): number | null => {
    const { value: today, [end]: bound } = draft.range;
    return today === null || today === 0 || bound === null ? null : (value * bound) / today;
  };
  const sum = known.length === HORIZON_MONTHS ? known.reduce((all, cost) => all + cost, 0) : null;
  const total = write('total', '36 months', 'USD', sum);
  const months = SHOWN_MONTHS.map((month) => ({
    month,
    cost: write(`month-${month}`, `month ${month}`, 'USD/month', costs[month - 1] ?? null),
  }));
  return { total, months, figures: [total, ...months.map((entry) => entry.cost)] };
}
