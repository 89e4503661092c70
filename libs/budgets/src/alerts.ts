import type { Anomaly } from './anomalies';
import type { Acknowledgement, Budget } from './budget';
import { withoutDust } from './read-actuals';
import type { Variance } from './variance';

/** What an alert is about: the likely cost, the dear end of it, what was spent, or an amount that fits nothing. */
export const ALERT_RULES = ['actuals-over', 'forecast-over', 'forecast-at-risk', 'anomaly'] as const;
export type AlertRule = (typeof ALERT_RULES)[number];

/** A limit that is crossed. The same budget, forecast and actuals give the same alerts. */
export interface BudgetAlert {
  /** `<rule>.<month or date>` with `.<category>` where it is of one: stable while the limit stays crossed. */
  readonly id: string;
  readonly rule: AlertRule;
  readonly severity: 'high' | 'medium' | 'low';
  /** Month or day. */
  readonly at: string;
  /** null where it is of all categories. */
  readonly category: string | null;
  readonly limitUsd: number;
  readonly valueUsd: number;
  readonly excessUsd: number;
  readonly message: string;
  readonly acknowledgement: Acknowledgement | null;
}

const SEVERITY = {
  'actuals-over': 'high',
  'forecast-over': 'high',
  'forecast-at-risk': 'medium',
  anomaly: 'low',
} as const satisfies Record<AlertRule, BudgetAlert['severity']>;

const WORST_FIRST = { high: 0, medium: 1, low: 2 } as const;

/** Every limit that is crossed, the worst first, then the newest. */
export function alertsOf(
  budget: Pick<Budget, 'acknowledgements'>,
  variance: Variance,
  anomalies: readonly Anomaly[],
): BudgetAlert[] {
  const seen = new Map(budget.acknowledgements.map((entry) => [entry.alertId, entry]));
  const drafts = [
    ...variance.rows.flatMap(({ month, category, budgetUsd, actualUsd }) =>
      crossed('actuals-over', month, category, budgetUsd, actualUsd),
    ),
    ...variance.months.flatMap((month) => [
      ...crossed('actuals-over', month.month, null, month.budgetUsd, month.actualUsd),
      ...forecastAlerts(month),
    ]),
    ...anomalies.map((anomaly) => ofAnomaly(anomaly)),
  ];
  return drafts
    .map((draft) => ({ ...draft, acknowledgement: standing(seen.get(draft.id), draft.excessUsd) }))
    .sort(
      (a, b) =>
        WORST_FIRST[a.severity] - WORST_FIRST[b.severity] ||
        (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1),
    );
}

type Draft = Omit<BudgetAlert, 'acknowledgement'>;

/** A month that is over is judged by what was spent: its forecast alerts nobody any more. */
function forecastAlerts(month: Variance['months'][number]): Draft[] {
  if (month.actualUsd !== null) return [];
  const over = crossed('forecast-over', month.month, null, month.budgetUsd, month.forecastP50Usd);
  if (over.length > 0) return over;
  return crossed('forecast-at-risk', month.month, null, month.budgetUsd, month.forecastP90Usd);
}

const SAYS = {
  'actuals-over': 'was spent',
  'forecast-over': 'is the median of the forecast',
  'forecast-at-risk': 'is what the forecast stays below in nine paths of ten',
} as const;

function crossed(
  rule: Exclude<AlertRule, 'anomaly'>,
  at: string,
  category: string | null,
  limitUsd: number | null,
  valueUsd: number | null,
): Draft[] {
  if (limitUsd === null || valueUsd === null || withoutDust(valueUsd - limitUsd) <= 0) return [];
  const excessUsd = withoutDust(valueUsd - limitUsd);
  const of = category === null ? 'all categories' : category;
  return [
    {
      id: [rule, at, ...(category === null ? [] : [category])].join('.'),
      rule,
      severity: SEVERITY[rule],
      at,
      category,
      limitUsd,
      valueUsd,
      excessUsd,
      message: `In ${at} ${valueUsd.toFixed(2)} USD of ${of} ${SAYS[rule]}, ${excessUsd.toFixed(2)} USD above the budget of ${limitUsd.toFixed(2)} USD.`,
    },
  ];
}

function ofAnomaly({ date, category, usd, expectedUsd, reason }: Anomaly): Draft {
  return {
    id: ['anomaly', date, category].join('.'),
    rule: 'anomaly',
    severity: SEVERITY.anomaly,
    at: date,
    category,
    limitUsd: expectedUsd,
    valueUsd: usd,
    excessUsd: withoutDust(Math.abs(usd - expectedUsd)),
    message: reason,
  };
}

/** What somebody has seen stays seen until it is worse. */
function standing(known: Acknowledgement | undefined, excessUsd: number): Acknowledgement | null {
  return known !== undefined && excessUsd <= known.excessUsd ? known : null;
}
