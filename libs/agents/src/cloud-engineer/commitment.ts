import { cite, type Figure } from '@app/kernel';
import type { CommitmentPlan } from '@app/pricing';
import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { headedIfRented, nameOf, offerName, shortName } from '../bench/naming';
import { commitmentOf, loadCurveOf } from '../bench/price-commitment';
import type { Offer } from '../bench/price-workload';
import { isOption, type WorkloadBench } from '../bench/workload-bench';

const TERMS = [
  ['commit-3y', 'three years'],
  ['commit-1y', 'one year'],
] as const;

const BOUGHT = {
  'on-demand': 'by the hour',
  'commit-1y': 'committed for one year',
  'commit-3y': 'committed for three years',
  spot: 'spot',
} as const;

/**
 * How to buy a fleet by its load curve: which instances are needed long enough for a commitment. Work that comes and
 * goes has nothing to commit to.
 */
export function commitment(notes: Analysis, workload: WorkloadBench, offer: Offer): void {
  if (!isOption(offer.priced)) return;
  const plan = commitmentOf(workload, offer);
  const term = plan && TERMS.find(([name]) => plan.breakEvenUse[name] !== undefined);
  if (!plan || !term) {
    notes.leaveOut({
      id: `cloud-engineer.${workload.id}.commitment-price`,
      subject: `Commitment discount for ${nameOf(workload)}`,
      reason: `the catalog has no commitment price of ${offerName(offer)}`,
    });
    return;
  }
  const [name, years] = term;
  const floor = plan.breakEvenUse[name] as Figure;
  const count = plan.committed[name] as Figure;
  table(notes, workload, plan);
  const curve = loadCurveOf(workload.workload);
  const measured = curve?.origin === 'profile';
  const saving = savingOf(notes, workload, plan);
  const source = measured
    ? 'The stated profile of the hours says how long each instance is needed.'
    : 'Until the load of each hour is stated, a shape stands in that has the stated ratio of peak to mean and falls to nothing; what is always needed is certain, the rest is not.';
  notes.find({
    id: `cloud-engineer.${workload.id}.purchase`,
    severity: 'info',
    title: headedIfRented(
      workload,
      `bought the cheapest way its fleet costs ${cite(plan.blended)}, by the hour ${cite(plan.hourly)}`,
    ),
    statement: `A commitment of ${years} pays for an instance that is needed for more than ${cite(floor)} of the hours. ${source}`,
  });
  if (!measured) askForProfile(notes, workload);
  if ((saving.value ?? 0) <= 0 || !count.value) return;
  recommend(notes, workload, { years, floor, count, saving });
}

function savingOf(notes: Analysis, workload: WorkloadBench, plan: CommitmentPlan): Figure {
  return notes.figure({
    id: `cloud-engineer.${workload.id}.commitment-saving`,
    label: 'Saving by commitments',
    value: (plan.hourly.value ?? 0) - (plan.blended.value ?? 0),
    unit: 'USD/month',
    method: 'computed',
    formula: 'the fleet by the hour - each instance bought the cheapest way',
    inputs: [plan.hourly.id, plan.blended.id],
  });
}

/** Instances of one use and way of buying, from the one that is needed most. */
function table(notes: Analysis, workload: WorkloadBench, plan: CommitmentPlan): void {
  const groups = new Map<string, CommitmentPlan['instances'][number][]>();
  for (const entry of plan.instances) {
    const key = `${entry.purchase}.${Math.round(entry.use * 1e4)}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  notes.show({
    id: `cloud-engineer.${workload.id}.purchase`,
    title: headedIfRented(workload, 'how to buy each instance of its fleet'),
    columns: ['Instances', 'Needed', 'Bought', 'A month'],
    rows: [...groups.values()].slice(0, ROWS_SHOWN).map((group, index) => {
      const [first] = group as [CommitmentPlan['instances'][number]];
      const id = `cloud-engineer.${workload.id}.purchase.${index + 1}`;
      const inputs = [plan.blended.id];
      const count = notes.count(
        `${id}.instances`,
        'Instances',
        group.reduce((sum, entry) => sum + entry.count, 0),
        'count of instances of this use and way of buying',
        inputs,
      );
      const use = notes.figure({
        id: `${id}.use`,
        label: 'Share of the hours in which they are needed',
        value: first.use * 100,
        unit: '%',
        method: 'computed',
        formula: 'share of the hours whose load needs at least so many instances x 100',
        inputs,
      });
      const cost = notes.figure({
        id: `${id}.cost`,
        label: 'Cost of these instances',
        value: group.reduce((sum, entry) => sum + entry.usdPerMonth, 0),
        unit: 'USD/month',
        method: 'computed',
        formula: 'least of on-demand price x share of the hours, and commitment price; x 730',
        inputs,
      });
      return [cite(count), cite(use), BOUGHT[first.purchase], cite(cost)];
    }),
  });
}

const ROWS_SHOWN = 12;

interface Advice {
  readonly years: string;
  readonly floor: Figure;
  readonly count: Figure;
  readonly saving: Figure;
}

function recommend(notes: Analysis, workload: WorkloadBench, { years, floor, count, saving }: Advice): void {
  notes.recommend({
    key: `${workload.id}.commit`,
    title: `Commit to the steady part of ${shortName(workload)} once its load is measured`,
    rationale: `Of its fleet ${cite(count)} instances are needed for more than ${cite(floor)} of the hours, from where a commitment of ${years} pays. That would save ${cite(saving)} against renting by the hour.`,
    severity: 'low',
    presumes: presuming(workload, 'self-host'),
    workloadIds: [workload.id],
    cost: {
      figureIds: [saving.id],
      savingIds: [saving.id],
      note: 'A saving against a fleet that follows its load by the hour, at list prices.',
    },
    compliance: { requirements: [], note: 'A commitment lengthens the exit from the provider.' },
    implementation: {
      effort: 'weeks',
      steps: [
        'Run on demand for a month and record the least number of instances in use at any hour.',
        'Commit to that number, not to the peak.',
      ],
      prerequisites: ['A measured load curve of at least a month.'],
    },
  });
}

function askForProfile(notes: Analysis, workload: WorkloadBench): void {
  notes.ask({
    id: `question.${workload.id}.hourlyProfile`,
    pointer: `/workloads/${workload.workload.index}/traffic/hourlyProfile`,
    question: 'How high is the load in each hour of a day or week?',
    why: 'How many instances to commit to hangs on the hours in which they are needed.',
    priority: 'could',
  });
}
