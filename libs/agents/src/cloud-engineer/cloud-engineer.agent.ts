import { nearestIds } from '@app/catalog';
import { cite, literal, type Figure } from '@app/kernel';
import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { breathe } from '../bench/breathe';
import { presuming } from '../bench/hosting-option';
import { headedIfRented, labelled, listOf, nameOf, offerName, withinDecisions } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import { purchaseVote } from '../bench/purchase-vote';
import { PURCHASE_WORDS, waysOfBuying } from '../bench/purchase-words';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { budgetCheck } from './budget-check';
import { carbonByRegion } from './carbon-by-region';
import { carbonElsewhere } from './carbon-elsewhere';
import { landingZone } from './landing-zone';
import { nothingToRent } from './nothing-to-rent';
import { offerTable } from './offer-table';
import { recommendOffer } from './recommend-offer';
import { commitment } from './commitment';
import { spotWork } from './spot-work';
import { cloudEngineerPrompt } from './cloud-engineer.prompt';
import { offerRisks } from './offer-risks';

/** Provider, region, services and landing zone. */
export const cloudEngineerAgent: Agent = {
  id: 'cloud-engineer',
  title: 'Cloud engineer',
  decides:
    'Where to rent: provider, region, instance and way of buying, within the limits and at a dated price.',
  prompt: cloudEngineerPrompt,
  analyse,
};

async function analyse(bench: Workbench, signal: AbortSignal): Promise<AgentOutput> {
  const notes = new Analysis('cloud-engineer', bench);
  const monthly: Figure[] = [];
  const placed: string[] = [];
  const owned: string[] = [];
  const ifHosted: string[] = [];
  for (const workload of bench.workloads) {
    await breathe(signal);
    const offer = placeWorkload(notes, workload, bench);
    positions(notes, workload, bench);
    carbonElsewhere(notes, workload, bench);
    if (workload.ownedFit()) {
      owned.push(nameOf(workload));
      continue;
    }
    if (!offer) continue;
    if (workload.likelyHosting() === 'api') {
      ifHosted.push(
        `${nameOf(workload)}: ${cite(offer.priced.monthly[workload.purchase])} on ${offerName(offer)}`,
      );
      continue;
    }
    monthly.push(offer.priced.monthly[workload.purchase]);
    placed.push(nameOf(workload));
  }
  const total = budgetCheck(notes, bench, monthly);
  landingZone(notes, bench);
  offerRisks(notes, bench);
  return notes.done(summaryOf(bench, { placed, owned, ifHosted }, total));
}

interface Placements {
  readonly placed: readonly string[];
  readonly owned: readonly string[];
  /** Workloads for which an API is the likelier way, with the price of hosting them. */
  readonly ifHosted: readonly string[];
}

function summaryOf(bench: Workbench, places: Placements, total: Figure | null): string {
  const { placed, owned, ifHosted } = places;
  const rented =
    placed.length > 0
      ? `The ${bench.workloads.some((one) => one.weighed()) ? 'instances that the stated weights choose' : 'cheapest instances'} for ${listOf(placed)} come to ${total ? cite(total) : 'an unknown sum'} ${waysOfBuying(bench.workloads)}.`
      : '';
  const own = owned.length > 0 ? `The hardware that is owned holds ${listOf(owned)}.` : '';
  const otherwise = ifHosted.length > 0 ? `If it were hosted: ${ifHosted.join('; ')}.` : '';
  const both = [rented, own, otherwise].filter((part) => part !== '').join(' ');
  if (both !== '') return both;
  return bench.input.constraints?.apiOnly
    ? 'Only APIs may be used: there is no hardware to rent.'
    : 'No workload has an instance with a known price within its limits; the findings say why.';
}

function placeWorkload(notes: Analysis, workload: WorkloadBench, bench: Workbench): Offer | null {
  const { reason, options } = workload.sized();
  if (reason !== null) {
    notes.leaveOut({
      id: `cloud-engineer.${workload.id}.offers`,
      subject: `Instances for ${nameOf(workload)}`,
      reason,
    });
    return null;
  }
  if (options.feasible.length === 0) return null;
  offerTable(notes, workload, bench);
  const offer = workload.cheapest();
  if (!offer) {
    nothingToRent(notes, workload, bench, scopeWords(workload, bench));
    return null;
  }
  const monthly = offer.priced.monthly[workload.purchase];
  notes.find({
    id: `cloud-engineer.${workload.id}.cheapest-price`,
    severity: 'info',
    title: headedIfRented(
      workload,
      `${offerName(offer)} is the cheapest fit ${withinDecisions(workload)}at ${cite(monthly)}`,
    ),
    statement: `${scopeWords(workload, bench)} The price is of ${offer.priced.instance.source.asOf}${offer.priced.stale ? ' and older than such prices should be: confirm it before deciding' : ''}.`,
  });
  carbonByRegion(notes, workload, bench);
  if (workload.ownedFit()) return offer;
  if (workload.decided.purchase === undefined) {
    commitment(notes, workload, offer);
    spotWork(notes, workload, offer);
  }
  recommendOffer(notes, workload, offer);
  return offer;
}

/** What speaks for a place, an accelerator and a way of buying, each among what the other decisions leave. */
function positions(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const [placed, run, bought] = (['provider', 'accelerator', 'purchase'] as const).map((name) =>
    workload.besides(name),
  ) as [WorkloadBench, WorkloadBench, WorkloadBench];
  const own = placed.ownedFit();
  const place = placed.cheapestOfAll();
  if (own && place) stayOnOwnHardware(notes, placed, own.hardware.acceleratorId, bench);
  else if (place) placeVote(notes, placed, place);
  const hardware = run.ownedFit() ? null : run.cheapestOfAll();
  if (hardware) hardwareVote(notes, run, hardware, bench);
  const offer = bought.ownedFit() ? null : bought.cheapestOfAll();
  if (offer) purchaseVote(notes, bought, offer);
}

function placeVote(notes: Analysis, workload: WorkloadBench, offer: Offer): void {
  const { provider, region } = offer.priced.instance;
  notes.vote({
    key: `${workload.id}.provider`,
    label: labelled(workload, 'Provider and region'),
    option: `${provider}/${region}`,
    optionLabel: `${provider}, ${region}`,
    basis: 'cost',
    rationale: `${offerName(offer)} costs least ${costWords(workload, offer)}.`,
    presumes: presuming(workload, 'self-host'),
  });
}

function hardwareVote(notes: Analysis, workload: WorkloadBench, offer: Offer, bench: Workbench): void {
  notes.vote({
    key: `${workload.id}.accelerator`,
    label: labelled(workload, 'Accelerator'),
    option: offer.sizing.of.acceleratorId,
    optionLabel: bench.catalog.accelerator(offer.sizing.of.acceleratorId).name,
    basis: 'cost',
    rationale: `The fleet of it costs least ${costWords(workload, offer)}.`,
    presumes: presuming(workload, 'self-host'),
  });
}

/** `on demand within what was decided: $x`: as it would be bought, and among what. */
function costWords({ decided, decisions }: WorkloadBench, { priced }: Offer): string {
  const purchase = decided.purchase ?? 'on-demand';
  const within = decisions.some(({ refused }) => refused === null) ? ' within what was decided' : '';
  return `${PURCHASE_WORDS[purchase]}${within}: ${cite(priced.monthly[purchase])}`;
}

function stayOnOwnHardware(
  notes: Analysis,
  workload: WorkloadBench,
  acceleratorId: string,
  bench: Workbench,
): void {
  notes.vote({
    key: `${workload.id}.provider`,
    label: labelled(workload, 'Provider and region'),
    option: 'on-premises',
    optionLabel: 'On premises',
    basis: 'cost',
    rationale: `The owned ${bench.catalog.accelerator(acceleratorId).name} are enough, and nothing has to be rented.`,
    presumes: presuming(workload, 'self-host'),
  });
}

function scopeWords(workload: WorkloadBench, bench: Workbench): string {
  const { constraints } = workload.scope();
  const { regions, providers } = constraints;
  if (providers?.length === 0) {
    return 'No provider that rents out hardware is among the allowed ones.';
  }
  if (regions?.length === 0) return unpricedWords(bench);
  if (!regions) {
    return providers
      ? 'All regions in which an allowed provider has a price were compared, for no limit on regions was stated.'
      : 'All regions with a price were compared, for no limit was stated.';
  }
  return `Regions within the limits: ${regions.join(', ')}.`;
}

/** Nothing lies within the limits: names the stated regions for which the catalog has no price, and what it has. */
function unpricedWords({ input, catalog }: Workbench): string {
  const priced = [...new Set(catalog.instances.map(({ region }) => region))];
  const stated = (input.constraints?.regions ?? []).filter((region) => !priced.includes(region));
  if (stated.length === 0) return 'No region with a price lies within the limits together.';
  const near = [...new Set(stated.flatMap((region) => nearestIds(region, priced)))].slice(0, 3);
  return `The catalog has no price in ${literal(stated.join(', '))}; regions with names near to it: ${near.join(', ')}.`;
}
