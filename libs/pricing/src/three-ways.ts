import { figure, InvariantError, unknownFigure, type Figure } from '@app/kernel';

/** Ways to run a load: a model API, rented instances, hardware of one's own. */
export const WAYS = ['api', 'rent', 'buy'] as const;
export type Way = (typeof WAYS)[number];

/** What a way costs a month by tokens a day. USD. */
export interface WayCost {
  readonly way: Way;
  readonly label: string;
  /** Why it may not be taken (a limit, residency, compliance), or null. */
  readonly excluded: string | null;
  /** Why its cost is not known, or null. */
  readonly unknown: string | null;
  /** USD of a million tokens in the mix of today; 0 where only whole units are paid. */
  readonly perMillionTokens: number;
  /** Whatever the load: people, platform. */
  readonly fixed: number;
  /** Steps of whole units: tokens a day up to which each holds, ascending, and its USD a month. */
  readonly steps: ReadonlyArray<{ readonly tokensPerDay: number; readonly monthly: number }>;
  readonly inputs: readonly string[];
}

/** One tread of the stairs of all ways together: up to a load, what each costs and which is cheapest. */
export interface LoadStep {
  readonly tokensPerDay: Figure;
  readonly monthly: Readonly<Partial<Record<Way, Figure>>>;
  readonly cheapest: Way | null;
}

/** A load at which another way becomes the cheapest. */
export interface Crossing {
  readonly tokensPerDay: Figure;
  readonly from: Way;
  readonly to: Way;
}

export interface ThreeWays {
  readonly steps: readonly LoadStep[];
  readonly crossings: readonly Crossing[];
  readonly excluded: ReadonlyArray<{ readonly way: Way; readonly reason: string }>;
  readonly figures: readonly Figure[];
}

const DAYS_PER_MONTH = 730 / 24;
const STEPS_SHOWN = 10;

/**
 * Compares API, rent and buy over the load as step functions: the API in proportion, the others by whole units. Ways
 * that a limit excludes are named with their reason and take no part. Between two loads at which some way steps up, all
 * costs are straight lines, so each crossing is found exactly.
 */
export function compareWays(scope: string, ways: readonly WayCost[]): ThreeWays {
  const open = ways.filter((way) => way.excluded === null && way.unknown === null);
  const excluded = ways.flatMap((way) => {
    const reason = way.excluded ?? way.unknown;
    return reason === null ? [] : [{ way: way.way, reason }];
  });
  const writer = new WaysWriter(scope, open);
  const steps = writer.steps();
  const crossings = writer.crossings();
  return {
    steps,
    crossings,
    excluded,
    figures: [
      ...steps.flatMap((step) => [step.tokensPerDay, ...Object.values(step.monthly)]),
      ...crossings.map((crossing) => crossing.tokensPerDay),
    ],
  };
}

/** USD a month of a way at a load; null beyond its last step. */
export function costAt(way: WayCost, tokensPerDay: number): number | null {
  const usage = (way.perMillionTokens / 1e6) * tokensPerDay * DAYS_PER_MONTH;
  if (way.steps.length === 0) return way.fixed + usage;
  const step = way.steps.find((entry) => entry.tokensPerDay >= tokensPerDay * (1 - 1e-12));
  return step === undefined ? null : way.fixed + usage + step.monthly;
}

class WaysWriter {
  private readonly loads: readonly number[];

  constructor(
    private readonly scope: string,
    private readonly ways: readonly WayCost[],
  ) {
    const all = ways.flatMap((way) => way.steps.map((step) => step.tokensPerDay));
    // Loads at which some way steps up; beyond the last step that all still hold nothing can be compared.
    const reach = Math.min(...ways.map((way) => way.steps.at(-1)?.tokensPerDay ?? Infinity));
    this.loads = [...new Set(all)].filter((load) => load <= reach && load > 0).sort((a, b) => a - b);
  }

  steps(): LoadStep[] {
    return this.loads.slice(0, STEPS_SHOWN).map((load, index) => ({
      tokensPerDay: this.draft(`step-${index + 1}.tokens-per-day`, `load up to step ${index + 1}`, {
        value: load,
        unit: 'tokens/day',
        formula: 'load up to which the units of every way are enough',
        inputs: this.ways.flatMap((way) => way.inputs),
      }),
      monthly: Object.fromEntries(this.ways.map((way) => [way.way, this.costFigure(way, load, index + 1)])),
      cheapest: this.cheapestAt(load),
    }));
  }

  crossings(): Crossing[] {
    const found: Crossing[] = [];
    let from = 0;
    let now = this.cheapestAt(this.start());
    for (const to of this.loads) {
      for (const load of this.meetings(from, to)) {
        const next = this.cheapestAt(Math.min(load + (to - load) * 1e-9 + 1e-9, to));
        if (next !== null && now !== null && next !== now) {
          found.push({ tokensPerDay: this.crossing(load, now, next), from: now, to: next });
          now = next;
        }
      }
      from = to;
    }
    return found;
  }

  /** A load below the first step, at which all lines can be read. */
  private start(): number {
    return (this.loads[0] ?? 1) * 1e-9;
  }

  /** Loads of (from, to] at which two lines meet, and `from` itself, where some way stepped up. */
  private meetings(from: number, to: number): number[] {
    const loads = [from];
    for (const a of this.ways)
      for (const b of this.ways) {
        if (a.way >= b.way) continue;
        const slope = ((a.perMillionTokens - b.perMillionTokens) / 1e6) * DAYS_PER_MONTH;
        const [x, y] = [costAt(a, to), costAt(b, to)];
        if (slope === 0 || x === null || y === null) continue;
        const load = to - (x - y) / slope;
        if (load > from && load <= to) loads.push(load);
      }
    return loads.sort((a, b) => a - b);
  }

  private cheapestAt(load: number): Way | null {
    const costs = this.ways.flatMap((way) => {
      const cost = costAt(way, load);
      return cost === null ? [] : [{ way: way.way, cost }];
    });
    return (
      costs.reduce<(typeof costs)[number] | null>(
        (least, entry) => (least === null || entry.cost < least.cost ? entry : least),
        null,
      )?.way ?? null
    );
  }

  private costFigure(way: WayCost, load: number, step: number): Figure {
    const value = costAt(way, load);
    const draft = {
      unit: 'USD/month',
      formula:
        'fixed part + tokens x price of the mix + units of the step x their price, at the load of the step',
      inputs: [...way.inputs],
    };
    const name = `step-${step}.${way.way}`;
    const label = `${way.label} at the load of step ${step}`;
    if (value !== null) return this.draft(name, label, { ...draft, value });
    return unknownFigure({
      id: `pricing.${this.scope}.ways.${name}`,
      label,
      ...draft,
      method: 'computed',
      reason: 'the load lies beyond the last step that was computed',
    });
  }

  private crossing(load: number, from: Way, to: Way): Figure {
    const of = (name: Way): WayCost => {
      const way = this.ways.find((entry) => entry.way === name);
      if (!way) throw new InvariantError(`${name} is not compared`);
      return way;
    };
    return this.draft(
      `crossing.${from}-${to}.${Math.round(load)}`,
      `load from which ${of(to).label} is cheaper than ${of(from).label}`,
      {
        value: load,
        unit: 'tokens/day',
        formula: 'load at which the two step functions meet or change places',
        inputs: [...of(from).inputs, ...of(to).inputs],
      },
    );
  }

  private draft(
    name: string,
    label: string,
    rest: { value: number; unit: string; formula: string; inputs: readonly string[] },
  ): Figure {
    return figure({
      id: `pricing.${this.scope}.ways.${name}`,
      label,
      method: 'computed',
      ...rest,
      inputs: [...new Set(rest.inputs)],
    });
  }
}
