import { cite, type Figure } from '@app/kernel';
import type { RecommendationDraft } from '../agent-output';
import type { Analysis } from '../analysis';
import { headed, shortName } from '../bench/naming';
import { plannedMonthly, type PlannedMonthly } from '../bench/planned-monthly';
import { weighEffort } from '../bench/worth-its-effort';
import { isOption, type WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** The part of the traffic that a pilot serves. */
const SHARE = 0.1;

/** A pilot, where the bill that it makes surer is worth its work; else what to do in its place. */
export function pilot(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const start = bench.input.constraints?.startDate;
  const plan = planOf(start);
  const planned = plannedMonthly(workload, bench);
  const known = typeof planned === 'string' ? null : planned;
  const weighed = weighEffort(notes, bench, {
    key: `${workload.id}.pilot`,
    effort: plan.effort,
    steps: plan.steps.length,
    concerned: known ? [known.monthly] : [],
    concerns: 'what the plan pays for the workload',
    ...firstYear(workload, known),
  });
  const work = weighed
    ? `It takes about ${cite(weighed.days)}, some ${cite(weighed.cost)} of people’s time; the first year of the workload costs ${cite(weighed.yearly)} as planned.`
    : '';
  if (weighed && !weighed.isWorthIt) {
    notes.find({
      id: `cto.${workload.id}.no-pilot`,
      severity: 'info',
      title: headed(
        workload,
        'a pilot for the sake of its cost is not recommended: the work would cost more than the first year of its bill',
      ),
      statement: `${work} Begin with its real use in small steps, record requests, token lengths and latency from the first day, and set an alert on its bill.`,
    });
    return;
  }
  const cost = known ? costOf(notes, workload, known) : null;
  notes.recommend({
    key: `${workload.id}.pilot`,
    title: `Pilot ${shortName(workload)} and measure before committing money`,
    rationale: `Traffic, token lengths and peak decide the cost, and a month of measurement replaces most assumptions.${work === '' ? '' : ` ${work}`}`,
    severity: 'medium',
    workloadIds: [workload.id],
    cost: {
      figureIds: [...(cost ? [cost.id] : []), ...(weighed ? [weighed.cost.id] : [])],
      note: cost
        ? 'One month, at list prices; platform, storage and network are not in it.'
        : 'A tenth of the traffic for a month; its price is not known.',
    },
    compliance: {
      requirements: [],
      note: 'Run the pilot with synthetic or cleared data until the open controls are closed.',
    },
    implementation: plan,
  });
}

/** What the first twelve months cost with the growth or the seasons of the load: often not twelve times this month. */
function firstYear(workload: WorkloadBench, planned: PlannedMonthly | null): { readonly yearly?: Figure } {
  const total = planned?.side === 'api' ? workload.apiOver36Months() : workload.hostingOver36Months();
  return planned && total ? { yearly: total.firstYear } : {};
}

function planOf(start: string | undefined): RecommendationDraft['implementation'] {
  return {
    effort: 'weeks',
    steps: [
      ...(start
        ? [`Begin early enough for a month of measurement before the planned start of ${start}.`]
        : []),
      'Serve a tenth of the expected users for a month.',
      'Record requests a day, peak, token lengths, cached share and latency.',
      'Enter them as answers and run the assessment again.',
    ],
    prerequisites: [],
  };
}

/** Tokens are paid by their number; of rented machines the least is one. */
function costOf(notes: Analysis, workload: WorkloadBench, { monthly, side }: PlannedMonthly): Figure | null {
  const priced = workload.cheapest()?.priced;
  const instances = side === 'self-host' && priced && isOption(priced) ? priced.instances : null;
  if (monthly.value === null || (side === 'self-host' && instances === null)) return null;
  const share = side === 'api' ? SHARE : Math.max(SHARE, 1 / (instances ?? 1));
  return notes.figure({
    id: `cto.${workload.id}.pilot.cost`,
    label: 'A month of the pilot',
    value: monthly.value * share,
    unit: 'USD',
    method: 'computed',
    formula:
      side === 'api'
        ? `what the plan pays a month x ${SHARE} of the traffic`
        : `what the plan pays a month x the larger of ${SHARE} and one of its instances`,
    inputs: [monthly.id],
  });
}
