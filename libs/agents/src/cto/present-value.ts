import { answerId, cite, type Figure } from '@app/kernel';
import { discounted, presentValueOf, type TotalCost } from '@app/pricing';
import type { Analysis } from '../analysis';
import { headed } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import type { CostForecast } from './forecast';

type Ways = Readonly<Record<string, TotalCost | null>>;

/** The 36 months of each way at today's worth, where a discount rate was stated: it may turn which of them costs less. */
export function presentValues(notes: Analysis, workload: WorkloadBench, bench: Workbench, ways: Ways): void {
  const rate = statedRate(notes, bench);
  if (!rate) return;
  const known = Object.entries(ways).flatMap(([way, cost]) => {
    if (!cost) return [];
    const value = notes.figure(presentValueOf(cost, rate));
    return value.value === null ? [] : [{ way, value, total: cost.total }];
  });
  const cheapest = (pick: (entry: (typeof known)[number]) => number): string | undefined =>
    [...known].sort((a, b) => pick(a) - pick(b))[0]?.way;
  const [today, plain] = [
    cheapest(({ value }) => value.value ?? 0),
    cheapest(({ total }) => total.value ?? 0),
  ];
  if (today === undefined) return;
  const turned = today !== plain;
  notes.find({
    id: `cto.${workload.id}.present-value`,
    severity: turned ? 'medium' : 'info',
    title: headed(
      workload,
      `at today's worth three years cost ${known.map(({ way, value }) => `${cite(value)} ${way}`).join(', ')}`,
    ),
    statement: `Later payments count for less, by ${cite(rate)} a year.${turned ? ' That turns which of them costs less.' : ''}`,
  });
}

/** What is left of the value at today's worth, at the median cost; null where no discount rate was stated. */
export function presentReturn(
  notes: Analysis,
  bench: Workbench,
  of: { readonly forecast: CostForecast; readonly value: Figure; readonly once: number },
): { readonly rate: Figure; readonly net: Figure } | null {
  const rate = statedRate(notes, bench);
  if (!rate) return null;
  const { forecast, value, once } = of;
  const left = forecast.months.map(({ p50 }) => (value.value ?? 0) - (p50.value ?? 0));
  const net = notes.figure({
    id: 'cto.return.net-present-value',
    label: "Value less cost over three years, at today's worth",
    value: discounted(left, (rate.value ?? 0) / 100) - once,
    unit: 'USD',
    method: 'computed',
    formula: 'sum over months m of (value - median cost) / (1 + discount rate)^(m / 12) - what is spent once',
    inputs: [
      ...[value.id, rate.id, ...forecast.months.map(({ p50 }) => p50.id)],
      ...(once > 0 ? [answerId('planning', 'oneOffUsd')] : []),
    ],
  });
  return { rate, net };
}

function statedRate(notes: Analysis, bench: Workbench): Figure | null {
  const stated = bench.input.planning?.discountRatePerYear;
  if (stated === undefined) return null;
  return notes.figure({
    id: 'answer.planning.discount-rate',
    label: 'Discount rate a year',
    value: Number((stated * 100).toPrecision(12)),
    unit: '%',
    method: 'sourced',
    formula: 'answer x 100',
    inputs: [answerId('planning', 'discountRatePerYear')],
  });
}
