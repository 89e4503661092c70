import {
  FORECAST_DRIVERS,
  type ForecastDriver,
  type ForecastLine,
  type ForecastQuestion,
  type ForecastResult,
  type OwnedLine,
  type StairsLine,
  type ThreePoints,
} from './forecast';
import { badForecast } from './pricing.errors';
import { bandOf, bandOfUnsorted, percentileError, rankCorrelation, ranksOf } from './sample-statistics';
import { SeededRandom } from './seeded-random';

// Read once: looking a global up in the middle of a loop is slow where the code runs in a context of its own.
const { exp, log, log1p } = Math;

const FEWEST_PATHS = 100;
const FIRST_YEAR = 12;

/**
 * Draws `paths` futures of `months` months and adds up their cost (Monte Carlo; Morgan and Henrion, Uncertainty, 1990;
 * GAO-20-195G). In each path growth, price change and use are drawn once, and the load of each month departs from that
 * growth by a log-normal step. Use lies above its value as often as below, however far either end is away: what was
 * computed stays the median of what is drawn. Equal questions give equal results, in any process.
 * @throws pricing.bad-forecast where a number of the question makes no sense
 */
export function drawForecast(question: ForecastQuestion): ForecastResult {
  check(question);
  const { paths, months, budgetUsdPerMonth: budget } = question;
  const drawn = draw(question);
  const byMonth = Array.from({ length: months }, (_, month) =>
    drawn.costs.subarray(month * paths, (month + 1) * paths),
  );
  const ranks = ranksOf(drawn.totals);
  const tornado = FORECAST_DRIVERS.map((driver) => ({
    driver,
    correlation: rankCorrelation(ranksOf(drawn.drivers[driver]), ranks),
  })).sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
  const sorted = drawn.totals.slice().sort();
  return {
    months: byMonth.map(bandOfUnsorted),
    total: bandOf(sorted),
    meanTotal: drawn.totals.reduce((sum, cost) => sum + cost, 0) / paths,
    firstYear: bandOfUnsorted(drawn.firstYears),
    standardError: {
      p10: percentileError(sorted, 0.1),
      p50: percentileError(sorted, 0.5),
      p90: percentileError(sorted, 0.9),
    },
    overrun:
      budget === null
        ? null
        : {
            byMonth: byMonth.map((costs) => shareAbove(costs, budget)),
            anyMonth: drawn.overPaths / paths,
            total: shareAbove(sorted, budget * months),
          },
    tornado,
  };
}

interface Drawn {
  /** USD, all paths of month 1, then of month 2, and so on. */
  readonly costs: Float64Array;
  readonly totals: Float64Array;
  readonly firstYears: Float64Array;
  readonly drivers: Readonly<Record<ForecastDriver, Float64Array>>;
  /** Paths with at least one month above the budget. */
  readonly overPaths: number;
}

function draw(question: ForecastQuestion): Drawn {
  const { paths, months, growth, priceChangePerYear, use, volatility, budgetUsdPerMonth } = question;
  const random = new SeededRandom(question.seed);
  const table = new LineTable(question.lines, months);
  const costs = new Float64Array(paths * months);
  const totals = new Float64Array(paths);
  const firstYears = new Float64Array(paths);
  const drivers = {
    growth: new Float64Array(paths),
    'month-to-month': new Float64Array(paths),
    price: new Float64Array(paths),
    use: new Float64Array(paths),
  };
  const limit = budgetUsdPerMonth ?? Infinity;
  let overPaths = 0;
  for (let path = 0; path < paths; path++) {
    const grown = random.triangular(growth.low, growth.value, growth.high);
    const dearer = random.triangular(
      priceChangePerYear.low,
      priceChangePerYear.value,
      priceChangePerYear.high,
    );
    const used = random.halves(use.low, use.value, use.high);
    const unknown = table.unknown === 0 ? 0 : random.next() * table.unknown;
    table.drawOwned(random);
    const step = log1p(grown) - (volatility * volatility) / 2;
    const pricePerMonth = log1p(dearer) / 12;
    let logLoad = log(used);
    let departures = 0;
    let total = 0;
    let over = false;
    for (let month = 0; month < months; month++) {
      if (month > 0) {
        const departure = volatility === 0 ? 0 : volatility * random.normal();
        // Early departures stay for the rest of the months and weigh as many times.
        departures += departure * (months - month);
        logLoad += step + departure;
      }
      const cost = unknown + table.cost(month, exp(logLoad), exp(pricePerMonth * month));
      costs[month * paths + path] = cost;
      total += cost;
      over ||= cost > limit;
      if (month === FIRST_YEAR - 1 || month === months - 1) firstYears[path] ||= total;
    }
    totals[path] = total;
    drivers.growth[path] = grown;
    drivers['month-to-month'][path] = departures;
    drivers.price[path] = dearer;
    drivers.use[path] = used;
    if (over) overPaths++;
  }
  return { costs, totals, firstYears, drivers, overPaths };
}

interface OwnedTable {
  readonly monthlyUsd: ThreePoints;
  readonly loads: Float64Array;
  readonly shares: Float64Array;
  /** Load over that of the question, by month. */
  readonly beyond: Float64Array;
}

/** The lines in a form in which a month costs no allocation. */
class LineTable {
  private readonly fixed: number;
  /** The most that all unknown prices come to, USD a month. */
  readonly unknown: number;
  /** USD at today's load, by month: announced changes are in it. */
  private readonly linear: Float64Array;
  private readonly stairs: ReadonlyArray<{
    readonly loads: Float64Array;
    readonly usd: Float64Array;
    /** Load over that of the question, by month. */
    readonly beyond: Float64Array;
  }>;

  private readonly owned: readonly OwnedTable[];
  /** USD a month of what is owned today, line by line, in the path that is being drawn. */
  private readonly ownedUsd: Float64Array;

  constructor(lines: readonly ForecastLine[], months: number) {
    this.fixed = lines.reduce((sum, line) => sum + (line.kind === 'fixed' ? line.monthlyUsd : 0), 0);
    this.unknown = lines.reduce((sum, line) => sum + (line.kind === 'unknown' ? line.atMostUsd : 0), 0);
    this.linear = new Float64Array(months);
    for (const line of lines) {
      if (line.kind !== 'linear') continue;
      for (let month = 0; month < months; month++) {
        const begun = (line.changes ?? []).filter((change) => change.fromMonth <= month + 1).at(-1);
        this.linear[month] =
          (this.linear[month] as number) +
          line.monthlyUsd * (begun?.factor ?? 1) * (line.loadBeyond?.[month] ?? 1);
      }
    }
    this.stairs = lines.flatMap((line) =>
      line.kind === 'stairs'
        ? [
            {
              loads: Float64Array.from(line.loads),
              usd: Float64Array.from(line.monthlyUsd),
              beyond: Float64Array.from({ length: months }, (_, month) => line.loadBeyond?.[month] ?? 1),
            },
          ]
        : [],
    );
    this.owned = lines.flatMap((line) =>
      line.kind === 'owned'
        ? [
            {
              monthlyUsd: line.monthlyUsd,
              loads: Float64Array.from(line.loads),
              shares: Float64Array.from(line.shares),
              beyond: Float64Array.from({ length: months }, (_, month) => line.loadBeyond?.[month] ?? 1),
            },
          ]
        : [],
    );
    this.ownedUsd = new Float64Array(this.owned.length);
  }

  /** What is owned costs what it costs for a whole path. */
  drawOwned(random: SeededRandom): void {
    this.owned.forEach(({ monthlyUsd: { low, value, high } }, place) => {
      this.ownedUsd[place] = low < high ? random.halves(low, value, high) : value;
    });
  }

  cost(month: number, load: number, priceFactor: number): number {
    let cost = this.fixed + (this.linear[month] as number) * load * priceFactor;
    for (const { loads, usd, beyond } of this.stairs)
      cost += stepCost(loads, usd, load * (beyond[month] as number)) * priceFactor;
    // Bought hardware follows no list of prices.
    for (let place = 0; place < this.owned.length; place++) {
      const { loads, shares, beyond } = this.owned[place] as OwnedTable;
      cost += stepCost(loads, shares, load * (beyond[month] as number)) * (this.ownedUsd[place] as number);
    }
    return cost;
  }
}

/** The cost of the first step that carries a load; beyond the last step in proportion to it. */
function stepCost(loads: Float64Array, usd: Float64Array, load: number): number {
  const last = loads.length - 1;
  const most = loads[last] as number;
  if (load > most) return ((usd[last] as number) * load) / most;
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((loads[middle] as number) >= load) high = middle;
    else low = middle + 1;
  }
  return usd[low] as number;
}

function shareAbove(costs: Float64Array, limit: number): number {
  let above = 0;
  for (const cost of costs) if (cost > limit) above++;
  return above / costs.length;
}

function check(question: ForecastQuestion): void {
  const { paths, months, growth, priceChangePerYear, use, volatility, lines } = question;
  if (!Number.isInteger(paths) || paths < FEWEST_PATHS)
    throw badForecast('paths', `a whole number from ${FEWEST_PATHS}`, paths);
  if (!Number.isInteger(months) || months < 1) throw badForecast('months', 'a whole number from 1', months);
  if (!(volatility >= 0)) throw badForecast('volatility', 'a number from 0', volatility);
  for (const [name, points, floor] of [
    ['growth', growth, -1],
    ['priceChangePerYear', priceChangePerYear, -1],
    ['use', use, 0],
  ] as const) {
    const ordered = points.low <= points.value && points.value <= points.high && points.low > floor;
    if (!ordered) throw badForecast(name, `low <= value <= high, all above ${floor}`, JSON.stringify(points));
  }
  for (const line of lines) {
    if (line.kind === 'fixed' || line.kind === 'unknown') continue;
    const { loadBeyond } = line;
    if (
      loadBeyond &&
      (loadBeyond.length < months || !loadBeyond.every((load) => Number.isFinite(load) && load >= 0))
    )
      throw badForecast(
        'lines',
        `loads of ${months} months from 0`,
        `${line.category}: ${loadBeyond.join(', ')}`,
      );
    if (line.kind === 'linear') continue;
    const rising = line.loads.every((load, step) => step === 0 || load >= (line.loads[step - 1] as number));
    if (line.loads.length === 0 || line.loads.length !== stepsOf(line).length || !rising)
      throw badForecast('lines', 'stairs with as many prices as rising loads', line.category);
  }
}

function stepsOf(line: StairsLine | OwnedLine): readonly number[] {
  return line.kind === 'stairs' ? line.monthlyUsd : line.shares;
}
