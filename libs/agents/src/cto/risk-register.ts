import { cite, type Figure } from '@app/kernel';
import type { Risk as AgentRisk, Severity } from '../agent-output';
import type { Analysis } from '../analysis';
import { apiName, counted, listOf, nameOf, placesOf } from '../bench/naming';
import { mayRent } from '../bench/price-scope';
import { statedBudget } from '../bench/stated-budget';
import { toBeBought } from '../bench/to-be-bought';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

interface Risk {
  readonly subject: string;
  readonly severity: Severity;
  readonly what: string;
  readonly answer: string;
}

const WORST_FIRST: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** What can still turn the plan: infeasible, unpriced, unevidenced and assumed. Gives the number of risks. */
export function riskRegister(notes: Analysis, bench: Workbench, today: Figure | null): Figure {
  const risks = [
    ...workloadRisks(bench),
    ...budgetRisks(bench, today),
    ...growthRisks(bench),
    ...complianceRisks(notes, bench),
    ...assumptionRisks(notes, bench),
  ].sort((a, b) => WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity));
  notes.show({
    id: 'cto.risks',
    title: 'Risks',
    columns: ['Risk', 'Severity', 'What', 'Answer'],
    rows: risks.map((risk) => [risk.subject, risk.severity, risk.what, risk.answer]),
  });
  notes.risk(...risks.map(asRisk));
  const count = notes.count('cto.risks', 'Risks found', risks.length, 'count of rows of the risk table');
  const worst = risks.filter((risk) => risk.severity === 'critical' || risk.severity === 'high');
  if (worst.length > 0) {
    notes.find({
      id: 'cto.risks',
      severity: worst.some((risk) => risk.severity === 'critical') ? 'critical' : 'high',
      title: 'Risks that can stop the plan',
      statement: `${worst.map((risk) => risk.subject).join('; ')}. The table says what answers each.`,
    });
  }
  return count;
}

/** The same for readers of this agent's result: ids by place, for subjects are words. */
function asRisk({ subject, severity, what, answer }: Risk, index: number): AgentRisk {
  return { id: `cto.risk.${index}`, severity, title: subject, statement: what, answer };
}

function workloadRisks(bench: Workbench): Risk[] {
  return bench.workloads.flatMap((workload): Risk[] => {
    const name = nameOf(workload);
    const { reason, options } = workload.sized();
    const risks: Risk[] = [];
    if (reason === null && options.feasible.length === 0) {
      risks.push({
        subject: `${name} is not feasible`,
        severity: 'critical',
        what: 'No accelerator that can be rented holds it within its promises.',
        answer: 'Loosen a promise, take a smaller model or format, or use an API.',
      });
    }
    const isHeld = workload.ownedFit() !== null || toBeBought(bench, workload) !== null;
    if (options.feasible.length > 0 && !workload.cheapest() && !isHeld) {
      risks.push({
        subject: `${name} has no price on hardware`,
        severity: 'high',
        what: 'No instance within the limits has a known price.',
        answer: mayRent(workload.scope())
          ? 'Ask for a quote, or widen regions or providers.'
          : 'Ask for the price of hardware to buy.',
      });
    }
    const offer = workload.cheapest();
    if (offer?.priced.stale && !workload.ownedFit() && workload.likelyHosting() !== 'api') {
      risks.push({
        subject: `${name} rests on an old price`,
        severity: 'medium',
        what: `The price is of ${offer.priced.instance.source.asOf}.`,
        answer: 'Confirm it with the provider.',
      });
    }
    if (
      !workload.ownedFit() &&
      workload.likelyHosting() !== 'api' &&
      new Set(workload.priced().offers.map((entry) => entry.priced.instance.provider)).size === 1
    ) {
      risks.push({
        subject: `${name} depends on one provider`,
        severity: 'medium',
        what: 'Only one provider within the limits offers hardware that holds it.',
        answer: 'Keep images and weights portable, and prepare the exit in writing.',
      });
    }
    return [...risks, ...apiRisks(workload)];
  });
}

/** What can still turn a plan that rests on an API. */
function apiRisks(workload: WorkloadBench): Risk[] {
  const api = workload.apis().apis[0];
  if (!api || workload.likelyHosting() !== 'api') return [];
  const name = nameOf(workload);
  const place = placesOf(workload);
  return [
    ...(place.length > 0
      ? [
          {
            subject: `${name}: where the API processes is not known`,
            severity: 'high' as const,
            what: `The stated limits ask for ${listOf(place)}, and the catalog does not say where ${apiName(api.row)} processes.`,
            answer: 'Have it confirmed in the contract before the start, or host the workload.',
          },
        ]
      : []),
    ...(api.stale
      ? [
          {
            subject: `${name} rests on an old API price`,
            severity: 'medium' as const,
            what: `The list price of ${apiName(api.row)} is of ${api.row.source.asOf}.`,
            answer: 'Confirm it with the provider.',
          },
        ]
      : []),
  ];
}

/** The whole plan beside the budget, as it stands: each workload may be within it and all of them not. */
function budgetRisks(bench: Workbench, today: Figure | null): Risk[] {
  const budget = statedBudget(bench);
  if (budget?.value == null || today?.value == null || today.value <= budget.value) return [];
  return [
    {
      subject: 'The plan exceeds the budget today',
      severity: 'high',
      what: `A month of it costs ${cite(today)} at the load of today, against a budget of ${cite(budget)}.`,
      answer: 'Plan less, or have more granted before the start: every part of the month is in its table.',
    },
  ];
}

/** The bill at the end of the third year beside the budget of today. */
function growthRisks(bench: Workbench): Risk[] {
  const budget = bench.input.constraints?.budgetUsdPerMonth;
  if (budget === undefined) return [];
  return bench.workloads.flatMap((workload): Risk[] => {
    if (workload.ownedFit()) return [];
    const plans = [workload.apiOver36Months(), workload.hostingOver36Months()].flatMap((plan) => plan ?? []);
    const lasts = plans.flatMap((plan) => plan.months.at(-1)?.cost ?? []);
    const cheapest = lasts.reduce<Figure | undefined>(
      (least, cost) =>
        cost.value !== null && (least?.value == null || cost.value < least.value) ? cost : least,
      undefined,
    );
    if (cheapest?.value == null || cheapest.value <= budget) return [];
    return [
      {
        subject: `${nameOf(workload)} outgrows the budget`,
        severity: 'high',
        what: `At the stated growth ${lasts.length > 1 ? 'even the cheaper way' : 'it'} costs ${cite(cheapest)} a month at the end of the third year.`,
        answer: 'Tie the budget to usage, or plan cheaper models, caching and commitments before that.',
      },
    ];
  });
}

function complianceRisks(notes: Analysis, bench: Workbench): Risk[] {
  return bench.compliance.frameworks.flatMap((framework): Risk[] => {
    if (framework.state !== 'applies') return [];
    const { failed, partial, claimed, notEvaluable, applicable } = framework.figures;
    const known = (failed.value ?? 0) + (partial.value ?? 0);
    const unproven = notes.count(
      `cto.${framework.id}.unproven`,
      `${framework.name}: requirements met by claim only or without an answer`,
      (claimed.value ?? 0) + (notEvaluable.value ?? 0),
      'requirements met by claim only + requirements without an answer',
      [claimed.id, notEvaluable.id],
    );
    if (known + (unproven.value ?? 0) === 0) return [];
    return [
      {
        subject: `Not shown to be met: ${framework.name}`,
        severity: known > 0 ? 'high' : 'medium',
        what: `Of ${counted(applicable, 'applicable requirement', 'applicable requirements')} not met: ${cite(failed)}; only in part: ${cite(partial)}; unproven, by claim only or without an answer: ${cite(unproven)}.`,
        answer:
          known > 0
            ? 'Close the controls in the order of the roadmap, and answer for the rest.'
            : 'Answer for the controls, and bring their evidence.',
      },
    ];
  });
}

function assumptionRisks(notes: Analysis, bench: Workbench): Risk[] {
  const { assumptions } = bench.intake;
  if (assumptions.length === 0) return [];
  const count = notes.count(
    'cto.assumptions',
    'Assumptions in place of answers',
    assumptions.length,
    'count of answers that were assumed',
  );
  return [
    {
      subject: 'Assumptions in place of answers',
      severity: assumptions.length > 5 ? 'medium' : 'low',
      what: `${counted(count, 'answer on workloads was', 'answers on workloads were')} assumed.`,
      answer: 'Answer the open questions, the needed ones first.',
    },
  ];
}
