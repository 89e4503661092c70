import type { Assumption, OpenQuestion } from '@app/assessments';
import { type Figure, unknownFigure } from '@app/kernel';
import {
  addMonths,
  apiModelName,
  type CostCategory,
  type ForecastLine,
  type ForecastQuestion,
  HORIZON_MONTHS,
  isOpen,
} from '@app/pricing';
import { fleetStairs } from './fleet-stairs';
import { ForecastRanges } from './forecast-ranges';
import { loadShares } from './load-shares';
import { type OwnedCosts, ownedCosts } from './owned-price';
import { priceOfPeople } from './price-people';
import { type PricedPlatform, platformOf } from './price-platform';
import { isOption, type WorkloadBench } from './workload-bench';
import type { Workbench } from '../workbench';

/** Futures drawn: enough for a standard error of about one percent of a percentile. */
export const FORECAST_PATHS = 10_000;

/** A forecast of the plan to be drawn, and what it rests on. */
export interface PlanForecast {
  readonly question: ForecastQuestion;
  /** Today's month, by workload or kind of cost. */
  readonly parts: ReadonlyArray<{
    readonly label: string;
    readonly category: CostCategory;
    readonly monthly: Figure;
  }>;
  /** Costs whose price is not known, each with the most it can come to. */
  readonly bounded: ReadonlyArray<{ readonly label: string; readonly bound: Figure }>;
  /** Costs that are in no line: neither their price nor a bound of it is known. */
  readonly missing: readonly MissingCost[];
  /** Workloads on hardware of one's own, for which more of it is counted where their load outgrows it. */
  readonly extended: readonly string[];
  /** Growth, price change, use, volatility: the ranges that were drawn from. */
  readonly ranges: readonly Figure[];
  readonly assumptions: readonly Assumption[];
  readonly questions: readonly OpenQuestion[];
  readonly platform: PricedPlatform | null;
}

/** A cost that the plan has and nobody can price. */
export interface MissingCost {
  readonly label: string;
  readonly reason: string;
  readonly category: CostCategory;
  /** USD/month, unknown. */
  readonly monthly: Figure;
}

interface Line {
  readonly line: ForecastLine;
  readonly label: string;
  readonly monthly: Figure;
  readonly workload: WorkloadBench | null;
  /** Whose hardware it is: bought for its load, and paid whatever that is. */
  readonly owner?: WorkloadBench;
}

/** Everything that the likely plan pays, as lines of a forecast; null where not one price is known. */
export function planForecast(bench: Workbench): PlanForecast | null {
  const missing: MissingCost[] = [];
  const lines = bench.workloads.flatMap((workload) => workloadLines(bench, workload, missing));
  if (lines.length === 0) return null;
  const platform = platformOf(bench);
  lines.push(...sharedLines(bench, platform, missing));
  missing.push(...bench.workloads.flatMap((workload) => retrievalOf(bench, workload)));
  const bounded = boundedParts(platform);
  const ranges = new ForecastRanges(bench, lines);
  const growth = ranges.growth();
  const beyond = loadsBeyond(bench.workloads, lines, growth.value);
  const question: ForecastQuestion = {
    seed: bench.seed,
    paths: FORECAST_PATHS,
    months: HORIZON_MONTHS,
    growth,
    volatility: ranges.volatility(),
    priceChangePerYear: ranges.price(),
    use: ranges.use(),
    lines: [
      ...lines.map(({ line, workload, owner }) =>
        line.kind === 'fixed' || line.kind === 'unknown'
          ? line
          : { ...line, loadBeyond: beyond(workload ?? owner ?? null) },
      ),
      ...bounded.map(({ category, bound }): ForecastLine => {
        return { kind: 'unknown', category, atMostUsd: bound.high ?? bound.value ?? 0 };
      }),
    ],
    budgetUsdPerMonth: bench.input.constraints?.budgetUsdPerMonth ?? null,
  };
  return {
    question,
    parts: lines.map(({ line, label, monthly }) => ({
      label,
      category: line.category as CostCategory,
      monthly,
    })),
    bounded,
    missing,
    extended: [
      ...new Set(
        lines.flatMap(({ line, owner }) =>
          owner && line.kind === 'owned' && line.loads.length > 1 ? owner.workload.name : [],
        ),
      ),
    ],
    ranges: ranges.figures,
    assumptions: ranges.assumptions,
    questions: ranges.questions,
    platform,
  };
}

/**
 * The load of each month of a workload over what the common growth makes of it; without a workload that of all of them
 * together, by what each costs today.
 */
function loadsBeyond(
  workloads: readonly WorkloadBench[],
  lines: readonly Line[],
  common: number,
): (workload: WorkloadBench | null) => readonly number[] {
  const months = Array.from({ length: HORIZON_MONTHS }, (_, month) => month);
  const loadOf = (workload: WorkloadBench, month: number): number => {
    const { perMonth, factors } = workload.growth();
    return factors?.[month] ?? (1 + perMonth) ** month;
  };
  const shares = loadShares(workloads, lines);
  const together = (month: number): number =>
    shares.reduce((sum, { workload, share }) => sum + loadOf(workload, month) * share, 0);
  return (workload) =>
    months.map((month) => (workload ? loadOf(workload, month) : together(month)) / (1 + common) ** month);
}

type Missing = MissingCost[];

function workloadLines(bench: Workbench, workload: WorkloadBench, missing: Missing): Line[] {
  const label = workload.workload.name;
  const owned = ownedCosts(bench, workload);
  if (owned) return ownedLines(workload, owned, missing);
  if (workload.likelyHosting() === 'api') return apiLines(bench, workload, missing);
  const offer = workload.cheapest();
  const monthly = offer?.priced.monthly[workload.purchase];
  if (!offer || monthly?.value == null) {
    const reason = workload.sized().reason ?? 'no offer within the limits has a known price';
    missing.push(unpriced(bench, { id: `pricing.${workload.id}.plan`, label, category: 'compute', reason }));
    return [];
  }
  const fleet = offer.sizing.kind === 'serving' && isOption(offer.priced) ? offer.priced : null;
  const stairs = fleet && offer.sizing.kind === 'serving' ? fleetStairs(offer.sizing.of, fleet) : null;
  if (fleet && stairs) {
    const each = monthly.value / fleet.instances;
    const monthlyUsd = stairs.counts.map((count) => count * each);
    const line = { kind: 'stairs', category: 'compute', loads: stairs.loads, monthlyUsd } as const;
    return [{ line, label, monthly, workload }];
  }
  return [
    { line: { kind: 'linear', category: 'compute', monthlyUsd: monthly.value }, label, monthly, workload },
  ];
}

function apiLines(bench: Workbench, workload: WorkloadBench, missing: Missing): Line[] {
  const label = workload.workload.name;
  const api = workload.apis().apis[0];
  const today = api?.monthly.value;
  if (!api || today == null) {
    const reason = api?.monthly.unknown ?? 'no price of an API is known';
    missing.push(
      unpriced(bench, { id: `pricing.${workload.id}.plan`, label, category: 'model-api', reason }),
    );
    return [];
  }
  if (isOpen(api.monthly)) {
    const reason = 'they are billed as output, and how many there are is not known before they are measured';
    const id = `pricing.${workload.id}.reasoning`;
    missing.push(
      unpriced(bench, {
        id,
        label: `Tokens of reasoning of ${apiModelName(api.row)}`,
        category: 'model-api',
        reason,
      }),
    );
  }
  const changes = api.announced.flatMap(({ from, monthly }) => {
    if (monthly.value === null || today === 0) return [];
    const months = Array.from({ length: HORIZON_MONTHS }, (_, index) => index + 1);
    const fromMonth = months.find((month) => addMonths(bench.asOf, month - 1) >= from);
    return fromMonth === undefined ? [] : [{ fromMonth, factor: monthly.value / today }];
  });
  const line = { kind: 'linear', category: 'model-api', monthlyUsd: today, changes } as const;
  return [{ line, label, monthly: api.monthly, workload }];
}

function sharedLines(bench: Workbench, platform: PricedPlatform | null, missing: Missing): Line[] {
  const parts = (platform?.parts ?? []).flatMap(({ role, monthly, category, bound }) =>
    monthly.value === null && bound
      ? []
      : [{ monthly, category, withLoad: role === 'egress' || role === 'logs' }],
  );
  const people = { monthly: priceOfPeople(bench), category: 'people' as const, withLoad: false };
  return [...parts, people].flatMap(({ monthly, category, withLoad }): Line[] => {
    if (monthly.value === null) {
      missing.push({ label: monthly.label, reason: monthly.unknown ?? 'not known', category, monthly });
      return [];
    }
    const kind = withLoad ? 'linear' : 'fixed';
    return [
      {
        line: { kind, category, monthlyUsd: monthly.value },
        label: monthly.label,
        monthly,
        workload: null,
      },
    ];
  });
}

/** What answers from documents need beside their model, hosted or by API: it is sized, and no service for it is priced. */
function retrievalOf(bench: Workbench, workload: WorkloadBench): MissingCost[] {
  if (workload.workload.kind !== 'rag') return [];
  const label = `Retrieval for ${workload.workload.name}`;
  const reason =
    'the service that holds the index and the hardware that embeds questions are not priced here';
  return [
    unpriced(bench, { id: `pricing.${workload.id}.retrieval`, label, category: 'managed-services', reason }),
  ];
}

function unpriced(
  bench: Workbench,
  { id, label, category, reason }: Pick<MissingCost, 'label' | 'category' | 'reason'> & { id: string },
): MissingCost {
  const draft = {
    id,
    label,
    unit: 'USD/month',
    method: 'computed',
    formula: 'not priced',
    inputs: [],
  } as const;
  return { label, reason, category, monthly: bench.figures.add(unknownFigure({ ...draft, reason })) };
}

/** Services without a price at the provider, each with the dearest one listed: the rule for unknown prices. */
function boundedParts(platform: PricedPlatform | null) {
  return (platform?.parts ?? []).flatMap(({ category, monthly, bound }) =>
    monthly.value === null && bound ? [{ label: monthly.label, category, bound }] : [],
  );
}

/** Owned hardware: each part within its range, and what the load needs beyond it at the cost of one more of the same. */
function ownedLines(workload: WorkloadBench, owned: OwnedCosts, missing: Missing): Line[] {
  const { fleet } = owned;
  const stairs = fleet && fleetStairs(fleet.sizing, fleet);
  const climbs = stairs && {
    loads: stairs.loads,
    // What is owned stays when the load falls.
    shares: stairs.counts.map((count) => Math.max(1, count / fleet.instances)),
  };
  return owned.parts.flatMap(({ monthly, category, grows }): Line[] => {
    const { value } = monthly;
    if (value === null) {
      const reason = monthly.unknown ?? 'not known';
      const label = `${workload.workload.name}: ${monthly.label}`;
      missing.push({ label, reason, category, monthly });
      return [];
    }
    const monthlyUsd = { low: monthly.low ?? value, value, high: monthly.high ?? value };
    const line = { kind: 'owned', category, monthlyUsd, ...(grows && climbs ? climbs : STAYS) } as const;
    return [{ line, label: monthly.label, monthly, workload: null, owner: workload }];
  });
}

const STAYS = { loads: [Infinity], shares: [1] };
