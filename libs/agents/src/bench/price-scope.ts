import type { AssessmentInput, WorkloadInput } from '@app/assessments';
import type { Catalog } from '@app/catalog';
import { jurisdictionOf, liesWithin } from '@app/compliance';
import type { PricingConstraints } from '@app/pricing';

/** Which offers a workload may take, and why others are out. */
export interface PriceScope {
  readonly constraints: PricingConstraints;
  /** Hardware of one's own is among the allowed providers. */
  readonly onPremisesAllowed: boolean;
  /** Regions with a price that the limits rule out, by limit. */
  readonly outsideRegions: readonly string[];
  readonly outsideResidency: readonly string[];
  /** The answers that narrow it. */
  readonly answers: readonly string[];
}

/** Whether any provider that rents out hardware is among the allowed ones. */
export function mayRent({ constraints }: PriceScope): boolean {
  return constraints.providers?.length !== 0;
}

/** Providers and regions that the organisation's limits and the workload's residency leave. */
export function priceScope(
  input: AssessmentInput,
  workload: WorkloadInput,
  index: number,
  catalog: Catalog,
  asOf: string,
): PriceScope {
  const limits = input.constraints;
  const all = [...new Set(catalog.instances.map((row) => row.region))].sort();
  const inRegions = all.filter((region) => allows(limits?.regions, region));
  const inResidency = inRegions.filter((region) => lies(region, workload.residency));
  const narrowed = limits?.regions !== undefined || workload.residency !== undefined;
  const rented = limits?.providers?.filter((name) => name !== 'on-premises');
  return {
    constraints: {
      asOf,
      ...(rented === undefined ? {} : { providers: rented }),
      ...(narrowed ? { regions: inResidency } : {}),
    },
    onPremisesAllowed: limits?.providers === undefined || limits.providers.includes('on-premises'),
    outsideRegions: all.filter((region) => !inRegions.includes(region)),
    outsideResidency: inRegions.filter((region) => !inResidency.includes(region)),
    answers: [
      ...(limits?.providers ? ['input:/constraints/providers'] : []),
      ...(limits?.regions ? ['input:/constraints/regions'] : []),
      ...(workload.residency ? [`input:/workloads/${index}/residency`] : []),
    ],
  };
}

/** A stated region is a region id or a jurisdiction (`EU`). */
function allows(stated: readonly string[] | undefined, region: string): boolean {
  if (stated === undefined) return true;
  return stated.some((entry) => entry.toLowerCase() === region.toLowerCase() || isPlaceOf(entry, region));
}

function isPlaceOf(entry: string, region: string): boolean {
  const place = jurisdictionOf(entry);
  // A region id stands for itself only: naming eu-central-1 does not allow all of Germany.
  return place !== undefined && place === entry.toUpperCase() && lies(region, [entry]);
}

function lies(region: string, demanded: readonly string[] | undefined): boolean {
  if (demanded === undefined || demanded.length === 0) return true;
  const place = jurisdictionOf(region);
  return place !== undefined && demanded.some((wanted) => liesWithin(place, wanted));
}
