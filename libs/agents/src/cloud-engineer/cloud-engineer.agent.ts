import { cite, type Figure } from '@app/kernel';
import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { listOf, nameOf, offerName } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { budgetCheck } from './budget-check';
import { carbonByRegion } from './carbon-by-region';
import { offerTable } from './offer-table';
import { commitment } from './commitment';

/** Provider, region, services and landing zone. */
export const cloudEngineerAgent: Agent = {
  id: 'cloud-engineer',
  title: 'Cloud engineer',
  decides:
    'Where to rent: provider, region, instance and way of buying, within the limits and at a dated price.',
  analyse,
};

function analyse(bench: Workbench, signal: AbortSignal): AgentOutput {
  const notes = new Analysis('cloud-engineer', bench);
  const monthly: Figure[] = [];
  const placed: string[] = [];
  for (const workload of bench.workloads) {
    signal.throwIfAborted();
    const offer = placeWorkload(notes, workload, bench);
    if (!offer) continue;
    monthly.push(offer.priced.monthly['on-demand']);
    placed.push(nameOf(workload));
  }
  const total = budgetCheck(notes, bench, monthly);
  notes.leaveOut({
    id: 'cloud-engineer.landing-zone',
    subject: 'Landing zone: accounts, network, identity, egress and managed services',
    reason:
      'only instances and the retrieval index are priced yet; what else the platform needs is not in the totals',
  });
  const summary =
    placed.length === 0
      ? 'No workload has an instance with a known price within its limits; the findings say why.'
      : `The cheapest instances for ${listOf(placed)} come to ${total ? cite(total) : 'an unknown sum'} on demand.`;
  return notes.done(summary);
}

function placeWorkload(notes: Analysis, workload: WorkloadBench, bench: Workbench): Offer | null {
  const { reason, options } = workload.sized();
  if (reason !== null) {
    notes.leaveOut({
      id: `cloud-engineer.${workload.id}.offers`,
      subject: `Instances for ${workload.workload.name}`,
      reason,
    });
    return null;
  }
  if (options.feasible.length === 0) return null;
  offerTable(notes, workload, bench);
  const offer = workload.cheapest();
  if (!offer) {
    nothingToRent(notes, workload);
    return null;
  }
  const monthly = offer.priced.monthly['on-demand'];
  notes.find({
    id: `cloud-engineer.${workload.id}.cheapest-price`,
    severity: 'info',
    title: `${nameOf(workload)}: ${offerName(offer)} is the cheapest fit at ${cite(monthly)}`,
    statement: `${scopeWords(workload)} The price is of ${offer.priced.instance.source.asOf}${offer.priced.stale ? ' and older than such prices should be: confirm it before deciding' : ''}.`,
  });
  commitment(notes, workload, offer);
  carbonByRegion(notes, workload);
  votes(notes, workload, offer, bench);
  return offer;
}

function votes(notes: Analysis, workload: WorkloadBench, offer: Offer, bench: Workbench): void {
  const { provider, region } = offer.priced.instance;
  const monthly = cite(offer.priced.monthly['on-demand']);
  notes.vote(
    {
      key: `${workload.id}.provider`,
      label: `Provider and region of ${workload.workload.name}`,
      option: `${provider}/${region}`,
      optionLabel: `${provider}, ${region}`,
      basis: 'cost',
      rationale: `${offerName(offer)} costs least on demand: ${monthly}.`,
    },
    {
      key: `${workload.id}.accelerator`,
      label: `Accelerator for ${workload.workload.name}`,
      option: offer.sizing.of.acceleratorId,
      optionLabel: bench.catalog.accelerator(offer.sizing.of.acceleratorId).name,
      basis: 'cost',
      rationale: `The fleet of it costs least: ${monthly}.`,
    },
  );
}

function scopeWords(workload: WorkloadBench): string {
  const { constraints } = workload.scope();
  const regions = constraints.regions;
  if (!regions) return 'All regions with a price were compared, for no limit was stated.';
  return `Regions within the limits: ${regions.join(', ')}.`;
}

function nothingToRent(notes: Analysis, workload: WorkloadBench): void {
  const { onPremisesAllowed } = workload.scope();
  const own = onPremisesAllowed && workload.owned().length > 0;
  notes.find({
    id: `cloud-engineer.${workload.id}.no-offer`,
    severity: own ? 'medium' : 'high',
    title: `${nameOf(workload)}: no instance with a known price lies within the limits`,
    statement: `${scopeWords(workload)} None of them has a price in the catalog for an accelerator that holds the workload.`,
  });
  notes.recommend({
    key: `${workload.id}.ask-for-quote`,
    title: `Ask for a quote for ${nameOf(workload)} in the allowed regions`,
    rationale: 'Without a price the cost of hosting stays unknown, and so does the comparison with an API.',
    severity: 'high',
    workloadIds: [workload.id],
    cost: { figureIds: [], note: 'Unknown until a price is quoted.' },
    compliance: { requirements: [], note: '' },
    implementation: {
      effort: 'days',
      steps: [
        'Ask the allowed providers for the accelerators in the table of options, in the allowed regions.',
        'Enter the quote as an answer and run the assessment again.',
      ],
      prerequisites: [],
    },
  });
}
