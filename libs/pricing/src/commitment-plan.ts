import type { Purchase } from '@app/catalog';
import { figure, type Figure } from '@app/kernel';
import { HOURS_PER_MONTH } from './billing-month';
import type { LoadCurve } from './load-curve';

/** What to advise on: a fleet that grows and shrinks with its load, and what an hour of it costs. */
export interface CommitmentQuestion {
  /** Ids begin with `pricing.<scope>.commitment`. */
  readonly scope: string;
  readonly curve: LoadCurve;
  /** Instances that are needed whatever the load: one and the spares. */
  readonly fewest: number;
  /** Instances at a share of today's peak; grows with it. */
  readonly instancesAt: (shareOfPeak: number) => number;
  /** USD of one instance-hour by way of buying; `spot` per hour of use (goodput). */
  readonly price: Readonly<Record<Purchase, Figure>>;
  /** Instances that may be taken back at any time without breaking a promise. */
  readonly interruptible: number;
}

/** Instances of the fleet that are needed in the same hours and bought the same way. */
export interface CommittedInstances {
  readonly count: number;
  /** Share of the hours in which they are needed, 0 to 1. */
  readonly use: number;
  readonly purchase: Purchase;
  /** Of all of them. */
  readonly usdPerMonth: number;
}

/** Which instances to commit to, which to rent by the hour. Ids `pricing.<scope>.commitment.<name>`. */
export interface CommitmentPlan {
  /** From those that are needed most; no more entries than the curve has hours, and two. */
  readonly instances: readonly CommittedInstances[];
  /** P_commit / P_od of each term with a price: below that use on demand is cheaper. */
  readonly breakEvenUse: Readonly<Partial<Record<'commit-1y' | 'commit-3y', Figure>>>;
  /** Instances committed to, by term. */
  readonly committed: Readonly<Partial<Record<'commit-1y' | 'commit-3y', Figure>>>;
  /** USD a month of the blend, of the same fleet all on demand by the hour, and on demand at its peak all month. */
  readonly blended: Figure;
  readonly hourly: Figure;
  readonly flat: Figure;
  readonly figures: readonly Figure[];
}

const TERMS = ['commit-3y', 'commit-1y'] as const;

/**
 * Buys each instance of a fleet the cheapest way: the k-th instance is needed for a share u_k of the time, and a
 * commitment pays where u_k > P_commit / P_od. null where no on-demand price is known. The blend is never dearer than
 * all on demand: each instance takes the least of its ways.
 */
export function planCommitment(question: CommitmentQuestion): CommitmentPlan | null {
  const onDemand = question.price['on-demand'].value;
  if (onDemand === null) return null;
  const instances = bandsOf(question).map((band) => cheapest(question, onDemand, band));
  return new PlanWriter(question, instances, onDemand).plan();
}

/** Instances next to each other that are needed in the same hours. */
interface Band {
  readonly count: number;
  readonly use: number;
  readonly interruptible: boolean;
}

/** A fleet may have a million instances: it is cut where its use changes, not counted one by one. */
function bandsOf({ curve, fewest, instancesAt, interruptible }: CommitmentQuestion): Band[] {
  const needed = curve.shares.map((share) => Math.max(fewest, instancesAt(share)));
  const most = needed.reduce((high, count) => Math.max(high, count), Math.max(fewest, instancesAt(1)));
  const ends = [...new Set([fewest, interruptible, ...needed, most])]
    .filter((end) => end > 0 && end <= most)
    .sort((a, b) => a - b);
  return ends.map((end, index) => {
    const begin = ends[index - 1] ?? 0;
    const use = begin < fewest ? 1 : needed.filter((count) => count > begin).length / needed.length;
    return { count: end - begin, use, interruptible: end <= interruptible };
  });
}

function cheapest(
  { price }: CommitmentQuestion,
  onDemand: number,
  { count, use, interruptible }: Band,
): CommittedInstances {
  const ways: Array<{ readonly purchase: Purchase; readonly hourly: number }> = [
    { purchase: 'on-demand', hourly: onDemand * use },
  ];
  for (const purchase of TERMS) {
    const hourly = price[purchase].value;
    if (hourly !== null) ways.push({ purchase, hourly });
  }
  const spot = price.spot.value;
  if (spot !== null && interruptible) ways.push({ purchase: 'spot', hourly: spot * use });
  const best = ways.reduce((least, way) => (way.hourly < least.hourly ? way : least));
  return { count, use, purchase: best.purchase, usdPerMonth: count * best.hourly * HOURS_PER_MONTH };
}

class PlanWriter {
  constructor(
    private readonly question: CommitmentQuestion,
    private readonly instances: readonly CommittedInstances[],
    private readonly onDemand: number,
  ) {}

  plan(): CommitmentPlan {
    const terms = TERMS.filter((term) => this.question.price[term].value !== null);
    const breakEvenUse = Object.fromEntries(terms.map((term) => [term, this.breakEven(term)]));
    const committed = Object.fromEntries(terms.map((term) => [term, this.count(term)]));
    const blended = this.blended();
    const hourly = this.sum(
      'hourly',
      'the fleet by the hour, all on demand',
      this.instances.reduce((sum, { count, use }) => sum + count * use, 0),
      'sum over instances of share of the hours needed x on-demand price x 730',
    );
    const flat = this.sum(
      'flat',
      'the fleet of the peak all month, on demand',
      countOf(this.instances),
      'instances at the peak x on-demand price x 730',
    );
    const figures = [...Object.values(breakEvenUse), ...Object.values(committed), blended, hourly, flat];
    return { instances: this.instances, breakEvenUse, committed, blended, hourly, flat, figures };
  }

  private breakEven(term: (typeof TERMS)[number]): Figure {
    const price = this.question.price[term];
    return figure({
      id: this.id(`${term}.break-even-use`),
      label: `Share of the hours from which a commitment of ${yearsOf(term)} pays`,
      value: ((price.value ?? 0) / this.onDemand) * 100,
      unit: '%',
      method: 'computed',
      formula: 'u* = P_commit / P_od x 100',
      inputs: [price.id, this.question.price['on-demand'].id],
      sources: price.sources,
    });
  }

  private count(term: (typeof TERMS)[number]): Figure {
    return figure({
      id: this.id(`${term}.instances`),
      label: `Instances to commit to for ${yearsOf(term)}`,
      value: countOf(this.instances.filter((entry) => entry.purchase === term)),
      unit: '1',
      method: 'computed',
      formula: 'count of instances that are needed for a larger share of the hours than u*',
      inputs: [this.question.price[term].id, this.question.price['on-demand'].id],
    });
  }

  private blended(): Figure {
    const used = [...new Set(this.instances.map((entry) => entry.purchase))];
    return figure({
      id: this.id('blended'),
      label: 'The fleet, each instance bought the cheapest way',
      value: this.instances.reduce((sum, entry) => sum + entry.usdPerMonth, 0),
      unit: 'USD/month',
      method: 'computed',
      formula:
        'sum over instances of the least of on-demand price x share of the hours, commitment price, and spot price over goodput x share of the hours where it may be interrupted; x 730',
      inputs: used.map((purchase) => this.question.price[purchase].id),
      sources: used.flatMap((purchase) => this.question.price[purchase].sources),
    });
  }

  private sum(name: string, label: string, hours: number, formula: string): Figure {
    const price = this.question.price['on-demand'];
    return figure({
      id: this.id(name),
      label: `Cost of ${label}`,
      value: hours * this.onDemand * HOURS_PER_MONTH,
      unit: 'USD/month',
      method: 'computed',
      formula,
      inputs: [price.id],
      sources: price.sources,
    });
  }

  private id(name: string): string {
    return `pricing.${this.question.scope}.commitment.${name}`;
  }
}

function countOf(instances: readonly CommittedInstances[]): number {
  return instances.reduce((sum, { count }) => sum + count, 0);
}

function yearsOf(term: 'commit-1y' | 'commit-3y'): string {
  return term === 'commit-3y' ? 'three years' : 'one year';
}
