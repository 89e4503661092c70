import type { CompletedWorkload } from '@app/assessments';
import { type Catalog, isRentedByChip } from '@app/catalog';
import { type Figure, figure } from '@app/kernel';
import {
  type ExcludedOffer,
  HOURS_PER_MONTH,
  type PricedOption,
  type PricedWork,
  priceAcceleratorWork,
  type PricingConstraints,
  priceServing,
} from '@app/pricing';
import type { HostOptions, HostSizing } from './host-sizing';
import { sizingFigure } from './host-sizing';
import { refs, valueOf } from './serving-need';

/** A sizing with a place to rent it. */
export interface Offer {
  readonly sizing: HostSizing;
  readonly priced: PricedOption | PricedWork;
}

export interface PricedWorkload {
  /** Cheapest on-demand month first, unknown prices last. */
  readonly offers: readonly Offer[];
  readonly excluded: readonly ExcludedOffer[];
  /** Figures of the bench's own that the prices were computed from. */
  readonly figures: readonly Figure[];
}

/** Offers for every feasible sizing of a workload. */
export function priceWorkload(
  workload: CompletedWorkload,
  options: HostOptions,
  catalog: Catalog,
  constraints: PricingConstraints,
): PricedWorkload {
  const offers: Offer[] = [];
  const excluded = new Map<string, ExcludedOffer>();
  const figures: Figure[] = [];
  for (const sizing of options.feasible) {
    const hours = sizing.kind === 'serving' ? undefined : hoursOf(workload, sizing);
    if (hours?.own) figures.push(hours.figure);
    const pricing =
      sizing.kind === 'serving'
        ? priceServing(sizing.of, catalog, constraints)
        : hours && priceAcceleratorWork(workOf(workload, sizing, hours), catalog, constraints);
    if (!pricing) continue;
    for (const priced of pricing.options) {
      const reason = scattered(sizing, priced);
      if (reason === null) offers.push({ sizing, priced });
      else excluded.set(priced.instance.id, { instanceId: priced.instance.id, reason });
    }
    for (const offer of pricing.excluded) excluded.set(offer.instanceId, offer);
  }
  return { offers: offers.sort(cheapestFirst), excluded: [...excluded.values()], figures };
}

interface Hours {
  readonly figure: Figure;
  /** Made here: a stream of embeddings keeps its accelerators all month. */
  readonly own: boolean;
}

function hoursOf(workload: CompletedWorkload, sizing: HostSizing): Hours | undefined {
  const hours = sizingFigure(sizing, 'accelerator-hours');
  if (hours) return { figure: hours, own: false };
  const accelerators = sizingFigure(sizing, 'accelerators');
  if (accelerators?.value == null) return undefined;
  const own = figure({
    id: `demand.${workload.id}.${sizing.of.acceleratorId}.accelerator-hours`,
    label: 'Accelerator-hours of a month of steady service',
    value: accelerators.value * HOURS_PER_MONTH,
    unit: 'h',
    method: 'computed',
    formula: `accelerators x ${HOURS_PER_MONTH}`,
    inputs: [accelerators.id],
  });
  return { figure: own, own: true };
}

function workOf(workload: CompletedWorkload, sizing: HostSizing, hours: Hours) {
  const passes = sizing.kind === 'training' ? 'runsPerMonth' : 'passesPerMonth';
  const spotHours = sizingFigure(sizing, 'spot-hours');
  return {
    workloadId: workload.id,
    subject: sizing.kind,
    acceleratorId: sizing.of.acceleratorId,
    accelerators: sizing.of.accelerators ?? 1,
    hours: hours.figure,
    ...(spotHours ? { spotHours } : {}),
    runsPerMonth: hours.own ? 1 : (valueOf(workload, passes) ?? 1),
    runsRefs: hours.own ? [] : refs(workload, passes),
  };
}

/** Instances below this size are sold without a network on which a group could train across them. */
const CLUSTER_SIZE = 8;

/** Why a training group cannot be spread over these instances, or null. */
function scattered(sizing: HostSizing, priced: PricedOption | PricedWork): string | null {
  if (sizing.kind !== 'training' || priced.instances === 1) return null;
  if (priced.instance.acceleratorCount >= CLUSTER_SIZE || isRentedByChip(priced.instance)) return null;
  return 'the group would be spread over instances without a fast network between them';
}

function cheapestFirst(a: Offer, b: Offer): number {
  const [x, y] = [a.priced.monthlyOnDemandUsd, b.priced.monthlyOnDemandUsd];
  if (x !== y) return x === null ? 1 : y === null ? -1 : x - y;
  return a.priced.id < b.priced.id ? -1 : a.priced.id > b.priced.id ? 1 : 0;
}

/** Whether a price is that of a fleet that serves, and not of work that comes and goes. */
export function isOption(
  priced: Offer['priced'],
): priced is Extract<Offer['priced'], { replicasPerInstance: number }> {
  return 'replicasPerInstance' in priced;
}
