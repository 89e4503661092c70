import { type InstanceRow, type Purchase, PURCHASES } from '@app/catalog';
import { instancesFor, isPaidAllMonth, type Packing, replicasPerInstance } from '@app/pricing';
import type { Precision } from '@app/sizing';
import { bitsOf, type CatalogFacts, placeObstacle, pricesOf } from './catalog-facts';
import type { OptionColumns } from './option-columns';
import type { RemovalTally } from './removal-tally';
import { decidedPurchase, decidedReason } from './decided-limits';
import { hostedRisk, type HostedRiskFacts, pointsOf, type RiskTerm } from './risk-score';
import type {
  HostedNeed,
  OptionPins,
  ReplicaLayoutChoice,
  SearchLimits,
  SearchNeed,
  SizedPoint,
} from './search-need';

/** Hours of a month as the pricing engine counts them. */
export const HOURS_PER_MONTH = 730;

/** Sizes of what is to be hosted by accelerator, then by the places of format, layout and extra replicas. */
export type SizeMemo = Map<string, SizedPoint[]>;

/** One point of the hosted space, by places in the lists of its dimensions. */
interface Point {
  readonly row: number;
  readonly precision: number;
  readonly layout: number;
  readonly extra: number;
}

/** Walks the hosted part of the space once: every option is written into the columns or counted as removed. */
export class HostedOptions {
  private readonly riskOfKey = new Map<number, number>();
  private readonly isSpotMeant: boolean;

  constructor(
    private readonly need: SearchNeed,
    private readonly hosted: HostedNeed,
    private readonly facts: CatalogFacts,
    private readonly columns: OptionColumns,
    private readonly tally: RemovalTally,
    private readonly sized: SizeMemo,
  ) {
    const { limits, spotServices } = need;
    const asked = limits.pins.purchase ?? decidedPurchase(limits)?.pins?.purchase;
    this.isSpotMeant = spotServices || asked === 'spot' || !isService(need.hosted);
  }

  walk(): void {
    const perRow = pointsPerRow(this.hosted);
    this.facts.rows.forEach((row, place) => {
      const obstacle = rowObstacle(row, this.need.limits);
      if (obstacle === null) this.ofRow(row, place);
      else this.tally.add(obstacle, perRow);
    });
  }

  /** The terms of risk of a point, for showing it. */
  riskTerms(row: InstanceRow, purchase: number, instances: number): RiskTerm[] {
    return hostedRisk(this.riskFacts(row, purchase, instances));
  }

  sizeOf(row: InstanceRow, at: Omit<Point, 'row'>): SizedPoint {
    const chip = row.acceleratorId as string;
    const { precisions, layouts, extras, size } = this.hosted;
    let ofChip = this.sized.get(chip);
    if (ofChip === undefined) this.sized.set(chip, (ofChip = []));
    const place = (at.precision * layouts.length + at.layout) * extras.length + at.extra;
    let known = ofChip[place];
    if (known === undefined) {
      known = size(
        this.need.catalog.accelerator(chip),
        precisions[at.precision] as Precision,
        layouts[at.layout] as ReplicaLayoutChoice,
        extras[at.extra] as number,
      );
      ofChip[place] = known;
    }
    return known;
  }

  private ofRow(row: InstanceRow, place: number): void {
    const { precisions, layouts, extras } = this.hosted;
    const { limits } = this.need;
    const perPrecision = layouts.length * extras.length * PURCHASES.length;
    const perGroup = extras.length * PURCHASES.length;
    const packings = layouts.map(({ group, stages }): Packing => ({
      row,
      replicasPerInstance: replicasPerInstance(row, group, stages),
    }));
    for (let precision = 0; precision < precisions.length; precision++) {
      const format = formatObstacle(precisions[precision] as Precision, limits);
      if (format !== null) {
        this.tally.add(format, perPrecision);
        continue;
      }
      for (let layout = 0; layout < layouts.length; layout++) {
        const packing = packings[layout] as Packing;
        if (packing.replicasPerInstance === 0) {
          this.tally.add('group', perGroup);
          continue;
        }
        for (let extra = 0; extra < extras.length; extra++) {
          this.ofPoint(row, packing, { row: place, precision, layout, extra });
        }
      }
    }
  }

  private ofPoint(row: InstanceRow, packing: Packing, at: Point): void {
    const sized = this.sizeOf(row, at);
    if (sized.obstacle !== null) {
      this.tally.add(`sizing.${sized.obstacle}`, PURCHASES.length);
      return;
    }
    const { limits } = this.need;
    const { group, stages } = this.hosted.layouts[at.layout] as ReplicaLayoutChoice;
    const instances = instancesFor(packing, sized.replicas, sized.spareReplicas);
    const carbon = this.carbonOf(row, sized, group * stages);
    const prices = pricesOf(row);
    const pinned = limits.pins.purchase;
    const decided = decidedPurchase(limits);
    const { spotHoursPerHour: spotFactor = 1 } = sized;
    for (let purchase = 0; purchase < PURCHASES.length; purchase++) {
      const price = prices[purchase] ?? null;
      const longer = PURCHASES[purchase] === 'spot' ? spotFactor : 1;
      if (pinned !== undefined && PURCHASES[purchase] !== pinned) this.tally.add('pinned', 1);
      else if (decided && PURCHASES[purchase] !== decided.pins?.purchase)
        this.tally.add(decidedReason(decided), 1);
      else if (PURCHASES[purchase] === 'spot' && !isSpotEnough(limits)) this.tally.add('spot', 1);
      else if (PURCHASES[purchase] === 'spot' && !this.isSpotMeant) this.tally.add('spot-service', 1);
      else if (longer === null) this.tally.add('spot-late', 1);
      else if (price === null) this.tally.add('price', 1);
      else {
        const share = isPaidAllMonth(PURCHASES[purchase] as Purchase) ? 1 : sized.rentedShare * longer;
        const cost = instances * price * HOURS_PER_MONTH * share;
        if (cost > (limits.budgetUsdPerMonth ?? Infinity)) this.tally.add('budget', 1);
        else {
          const value = { cost, latency: sized.timeMs * longer, carbon: carbon * longer };
          this.write({ ...at, purchase }, value, instances, row);
        }
      }
    }
  }

  private write(
    at: Point & { readonly purchase: number },
    value: { readonly cost: number; readonly latency: number; readonly carbon: number },
    instances: number,
    row: InstanceRow,
  ): void {
    const { columns } = this;
    const place = columns.next();
    columns.row[place] = at.row;
    columns.precision[place] = at.precision;
    columns.layout[place] = at.layout;
    columns.extra[place] = at.extra;
    columns.purchase[place] = at.purchase;
    columns.cost[place] = value.cost;
    columns.latency[place] = value.latency;
    columns.carbon[place] = value.carbon;
    columns.risk[place] = this.riskOf(row, at, instances);
  }

  /** The score hangs on the row, the purchase and on whether one instance is all: few keys, many options. */
  private riskOf(row: InstanceRow, at: Point & { readonly purchase: number }, instances: number): number {
    const key = (at.row * PURCHASES.length + at.purchase) * 2 + Number(instances < 2);
    let known = this.riskOfKey.get(key);
    if (known === undefined) {
      known = pointsOf(hostedRisk(this.riskFacts(row, at.purchase, instances)));
      this.riskOfKey.set(key, known);
    }
    return known;
  }

  private riskFacts(row: InstanceRow, place: number, instances: number): HostedRiskFacts {
    const purchase = PURCHASES[place] as Purchase;
    const { facts } = this;
    return {
      purchase,
      instances,
      otherRegions: facts.otherRegions(row),
      confidence: row.source.confidence,
      stale: facts.isStale(row, purchase),
      places: facts.places(row),
      sellers: facts.sellers(row),
    };
  }

  /** kgCO2e a month of the accelerators in use, as the carbon engine reckons it; NaN where a part is not sourced. */
  private carbonOf(row: InstanceRow, sized: SizedPoint & { obstacle: null }, chips: number): number {
    const power = this.facts.chipPower(row.acceleratorId as string);
    if (power === null) return NaN;
    const watts = power.idleW + Math.min(1, sized.meanUtilisation) * power.busyW;
    const kWh = (sized.replicas * chips * watts * HOURS_PER_MONTH * sized.rentedShare) / 1000;
    return (kWh * this.facts.grid(row)) / 1000;
  }
}

/** Points that every instance stands for. */
export function pointsPerRow({ precisions, layouts, extras }: HostedNeed): number {
  return precisions.length * layouts.length * extras.length * PURCHASES.length;
}

/** An availability from which on capacity that may be taken back at any time cannot keep it: a choice of this product. */
const PROMISED_FROM_PERCENT = 99;

/** What always runs: a service, and a stream of work that keeps its accelerators all month. */
function isService(hosted: SearchNeed['hosted']): boolean {
  return hosted?.kind === 'serving' || (hosted?.work.some(({ hours }) => hours === null) ?? false);
}

function isSpotEnough({ availabilityPercent }: SearchLimits): boolean {
  return (availabilityPercent ?? 0) < PROMISED_FROM_PERCENT;
}

/** Bits of the format in which most weights are published. */
const PUBLISHED_BITS = 16;

/** A stated format binds. Where none is stated, smaller ones than the published wait for somebody who has compared answers. */
function formatObstacle(precision: Precision, { precision: stated }: SearchLimits): string | null {
  if (stated !== undefined) return precision === stated ? null : 'precision';
  return bitsOf(precision) < PUBLISHED_BITS ? 'format' : null;
}

function rowObstacle(row: InstanceRow, limits: SearchLimits): string | null {
  if (limits.hosting === 'api-only') return 'api-only';
  const place = placeObstacle(row, limits);
  if (place !== null) return place;
  const { pins, decided = [] } = limits;
  if ((pins.apiId !== undefined && limits.hosting !== 'self-host-only') || strays(row, pins)) return 'pinned';
  const otherwise = decided.find((one) => one.hosting === 'api-only' || strays(row, one.pins ?? {}));
  if (otherwise) return decidedReason(otherwise);
  // An add-on is priced without its host, a capacity block is reserved for days.
  return row.category === 'accelerator' ? null : 'not-whole';
}

/** Whether an instance differs from what was fixed of it. */
function strays(row: InstanceRow, pins: OptionPins): boolean {
  return (
    (pins.provider !== undefined && pins.provider !== row.provider) ||
    (pins.region !== undefined && pins.region !== row.region) ||
    (pins.acceleratorId !== undefined && pins.acceleratorId !== row.acceleratorId) ||
    (pins.instanceType !== undefined && pins.instanceType !== row.instanceType)
  );
}
