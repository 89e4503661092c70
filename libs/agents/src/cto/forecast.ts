import { cite, figure, type Figure, literal, unknownFigure } from '@app/kernel';
import { type CostBand, type ForecastResult, HORIZON_MONTHS } from '@app/pricing';
import type { Analysis } from '../analysis';
import { listOf } from '../bench/naming';
import { planForecast, type PlanForecast } from '../bench/plan-forecast';
import { sharedSpend } from '../bench/shared-spend';
import { monthToday } from './month-today';
import type { Workbench } from '../workbench';

/** What the plan costs over three years with its uncertainty, for the business case and the risks. */
export interface CostForecast {
  readonly total: Readonly<Record<keyof CostBand, Figure>>;
  readonly firstYear: Readonly<Record<keyof CostBand, Figure>>;
  readonly months: ReadonlyArray<Readonly<Record<keyof CostBand, Figure>>>;
  /** Share of the paths in which some month exceeds the budget; unknown without a budget. */
  readonly overrun: Figure;
}

/** The same, and what the plan costs a month as it stands. */
export interface PlannedCost extends CostForecast {
  readonly today: Figure;
}

const BANDS = ['p10', 'p50', 'p90'] as const;
const BAND_WORDS = { p10: 'one path in ten stays below', p50: 'median', p90: 'nine paths in ten stay below' };

/** Months are places in a list, not measures: they are named by their year and month of the plan. */
const YEARS = ['First year', 'Second year', 'Third year'];
const MONTHS = [
  ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth'],
  ...['seventh', 'eighth', 'ninth', 'tenth', 'eleventh', 'twelfth'],
];

const DRIVER_WORDS = {
  growth: 'Growth of the load',
  'month-to-month': 'Swings from month to month',
  price: 'Change of prices',
  use: 'Use over plan',
} as const;

/** Draws the plan's cost over three years and tells of it; null where no part of it has a price. */
export async function costForecast(
  notes: Analysis,
  bench: Workbench,
  signal: AbortSignal,
): Promise<PlannedCost | null> {
  const plan = planForecast(bench);
  if (!plan) {
    notes.leaveOut({
      id: 'cto.forecast',
      subject: 'Forecast over three years',
      reason: bench.workloads.some(
        (workload) => workload.likelyHosting() === null && workload.apis().apis.length > 0,
      )
        ? 'a price is missing on one side of the choice between an API and own hosting, and what is not chosen is not forecast'
        : 'no workload has a known price',
    });
    return null;
  }
  const result = await bench.tasks.run('forecast', plan.question, signal);
  notes.spend(...sharedSpend(bench, plan.platform));
  const today = monthToday(notes, bench, plan);
  notes.assume(...plan.assumptions);
  notes.ask(...plan.questions);
  const forecast = new ForecastWriter(notes, plan).write(result);
  tell(notes, plan, forecast, result, besideToday(notes, plan, forecast, today));
  for (const { label, reason } of plan.missing) {
    notes.leaveOut({
      id: `cto.forecast.${slug(label)}`,
      subject: `In the forecast: ${literal(label)}`,
      reason,
    });
  }
  return { ...forecast, today };
}

class ForecastWriter {
  private readonly inputs: readonly string[];

  constructor(
    private readonly notes: Analysis,
    private readonly plan: PlanForecast,
  ) {
    this.inputs = [
      ...plan.parts.map(({ monthly }) => monthly.id),
      ...plan.bounded.map(({ bound }) => bound.id),
      ...plan.ranges.map(({ id }) => id),
    ];
  }

  write(result: ForecastResult): CostForecast {
    const over = result.overrun;
    const draft = {
      id: 'forecast.overrun',
      label: 'Chance that some month of the three years exceeds the budget',
      unit: '%',
      method: 'computed' as const,
      formula: 'share of the paths with a month above the budget x 100',
      inputs: [...this.inputs, ...(over ? ['input:/constraints/budgetUsdPerMonth'] : [])],
    };
    const overrun = over
      ? figure({ ...draft, value: over.anyMonth * 100 })
      : unknownFigure({ ...draft, reason: 'no budget was stated' });
    return {
      total: this.band('total', 'Cost of three years', 'USD', result.total),
      firstYear: this.band('first-year', 'Cost of the first year', 'USD', result.firstYear),
      months: result.months.map((band, index) =>
        this.band(`month-${index + 1}`, `Cost of month ${index + 1}`, 'USD/month', band),
      ),
      overrun: this.notes.figure(overrun),
    };
  }

  private band(name: string, label: string, unit: string, band: CostBand): Record<keyof CostBand, Figure> {
    const { plan } = this;
    const { paths, seed } = plan.question;
    return Object.fromEntries(
      BANDS.map((key) => [
        key,
        this.notes.figure({
          id: `forecast.${name}.${key}`,
          label: `${label}, ${BAND_WORDS[key]}`,
          value: band[key],
          unit,
          method: 'computed',
          formula: `${key} of ${paths} paths drawn with seed ${seed}: load x growth and swings, prices x change, steps of whole instances${plan.bounded.length === 0 ? '' : ', unknown prices from nothing to their bound'}`,
          inputs: this.inputs,
        }),
      ]),
    ) as Record<keyof CostBand, Figure>;
  }
}

/** Why the median of the months is not the sum of today: said wherever both are shown. */
function besideToday(notes: Analysis, plan: PlanForecast, forecast: CostForecast, today: Figure): string {
  const [first, last] = [forecast.months.at(0), forecast.months.at(-1)];
  const growth = plan.ranges.find(({ id }) => id === 'forecast.range.growth');
  if (today.value === null || !first || !last || !growth) return '';
  const { low, high, value } = plan.question.growth;
  const middle = notes.figure({
    id: 'forecast.growth.median',
    label: 'Growth of the load a month, median of what is drawn',
    value: 100 * medianOfTriangle(low, value, high),
    unit: '%',
    method: 'computed',
    formula:
      'median of the triangle of low end, likeliest value and high end: from the end that is further away, that end -+ sqrt(width x its distance to the likeliest / 2)',
    inputs: [growth.id],
  });
  return (
    `A month of the plan today costs ${cite(today)}; at the median it is ${cite(first.p50)} in the first month and ${cite(last.p50)} in the last. ` +
    `The first is of today’s load at today’s prices, the others follow a load that is drawn to grow by ${cite(growth)} a month, by more than ${cite(middle)} in half of the paths.`
  );
}

/** Median of a triangular distribution. */
function medianOfTriangle(low: number, mode: number, high: number): number {
  return mode >= (low + high) / 2
    ? low + Math.sqrt(((high - low) * (mode - low)) / 2)
    : high - Math.sqrt(((high - low) * (high - mode)) / 2);
}

function tell(
  notes: Analysis,
  plan: PlanForecast,
  forecast: CostForecast,
  result: ForecastResult,
  beside: string,
): void {
  const { total, firstYear, overrun } = forecast;
  const without = plan.missing.map(({ label }) => literal(label));
  notes.find({
    id: 'cto.forecast',
    severity: (overrun.value ?? 0) >= 50 ? 'high' : (overrun.value ?? 0) >= 10 ? 'medium' : 'info',
    title: `Three years cost ${cite(total.p50)} at the median, ${cite(total.p10)} to ${cite(total.p90)} in eight paths of ten`,
    statement: [
      `The first year costs ${cite(firstYear.p50)}, ${cite(firstYear.p10)} to ${cite(firstYear.p90)}.`,
      beside,
      overrun.value === null ? '' : `Some month exceeds the budget in ${cite(overrun)} of the paths.`,
      plan.bounded.length === 0
        ? ''
        : `Anything from nothing to the dearest listed price is drawn for what ${plan.platform?.provider ?? 'the provider'} lists no price of: ${listOf(plan.bounded.map(({ label }) => label))}.`,
      plan.extended.length === 0
        ? ''
        : `Where the load of ${listOf(plan.extended.map(literal))} grows past the hardware of one’s own that it uses today, more of the same is counted at what one more costs today, whether it stands free or has to be bought.`,
      without.length === 0 ? '' : `Not in it, for their price is not known: ${listOf(without)}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  });
  notes.show(
    {
      id: 'cto.forecast-by-month',
      title: 'Forecast of the cost by month',
      columns: ['Month', ...YEARS],
      rows: MONTHS.map((month, index) => [
        month,
        ...YEARS.map((_year, year) => bandWords(forecast.months[12 * year + index])),
      ]),
      note: `The median, and between which costs eight paths of ten lie. ${beside}`.trim(),
    },
    tornado(notes, plan, result),
  );
}

function bandWords(band: CostForecast['months'][number] | undefined): string {
  return band ? `${cite(band.p50)} (${cite(band.p10)} to ${cite(band.p90)})` : '–';
}

function tornado(notes: Analysis, plan: PlanForecast, result: ForecastResult) {
  return {
    id: 'cto.forecast-drivers',
    title: 'What the forecast hangs on',
    columns: ['Driver', 'Drawn from', 'Rank correlation with the total'],
    rows: result.tornado.map(({ driver, correlation }, place) => {
      const range = plan.ranges[['growth', 'month-to-month', 'price', 'use'].indexOf(driver)];
      const figureOf = notes.figure({
        id: `forecast.driver.${driver}`,
        label: `${DRIVER_WORDS[driver]}: rank correlation with the cost of ${HORIZON_MONTHS} months`,
        value: correlation,
        unit: '1',
        method: 'computed',
        formula: `Spearman over ${plan.question.paths} paths; place ${place + 1} by size`,
        inputs: range ? [range.id] : [],
      });
      return [DRIVER_WORDS[driver], range ? cite(range) : '–', cite(figureOf)];
    }),
    note: `Standard error of the median of the total: ${cite(standardError(notes, plan, result))}.`,
  };
}

function standardError(notes: Analysis, plan: PlanForecast, result: ForecastResult): Figure {
  return notes.figure({
    id: 'forecast.total.p50.standard-error',
    label: 'Standard error of the median cost of three years',
    value: result.standardError.p50,
    unit: 'USD',
    method: 'computed',
    formula: 'sqrt(q (1 - q) / paths) / density at the percentile, q = 0.5',
    inputs: plan.ranges.map(({ id }) => id),
  });
}

function slug(label: string): string {
  return label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
