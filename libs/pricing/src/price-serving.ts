import { instancePriceFigure, PURCHASES, staleness, type Catalog, type Purchase } from '@app/catalog';
import { figure, unknownFigure, type Figure } from '@app/kernel';
import { meanOf, servingFigure, type ReplicaCapacity, type ServingSizing } from '@app/sizing';
import { HOURS_FIGURE, HOURS_PER_MONTH } from './billing-month';
import { instancesFor, packings, type Packing } from './instance-packing';
import { rentedShareOf } from './rented-share';
import type { PricedOption, PricingConstraints, ServingPricing } from './serving-price';

/** Instances that hold a feasible sizing, with their price. An infeasible sizing has no options. */
export function priceServing(
  sizing: ServingSizing,
  catalog: Catalog,
  constraints: PricingConstraints,
): ServingPricing {
  const { tensorParallel, capacity } = sizing;
  if (!sizing.feasible || tensorParallel === null || capacity === null) return { options: [], excluded: [] };
  const { packed, excluded } = packings(
    catalog,
    sizing.acceleratorId,
    tensorParallel,
    constraints,
    sizing.stages,
  );
  const options = packed.map((packing) =>
    new OptionWriter(sizing, capacity, packing).option(constraints.asOf),
  );
  return { options: [...options].sort(byMonthlyPrice), excluded };
}

/** Cheapest first, unknown prices last, ties by id. */
export function byMonthlyPrice(
  a: { readonly id: string; readonly monthlyOnDemandUsd: number | null },
  b: { readonly id: string; readonly monthlyOnDemandUsd: number | null },
): number {
  if (a.monthlyOnDemandUsd === b.monthlyOnDemandUsd) return a.id < b.id ? -1 : 1;
  return (a.monthlyOnDemandUsd ?? Infinity) - (b.monthlyOnDemandUsd ?? Infinity);
}

/** Writes one priced option of a sizing. */
class OptionWriter {
  private readonly id: string;
  private readonly count: Figure;

  constructor(
    private readonly sizing: ServingSizing,
    private readonly capacity: ReplicaCapacity,
    private readonly packing: Packing,
  ) {
    this.id = `${optionScope(sizing)}.${packing.row.id}`;
    this.count = this.instanceCount();
  }

  option(asOf: string): PricedOption {
    const { row } = this.packing;
    const prices = PURCHASES.map((purchase) => instancePriceFigure(row, purchase));
    const hourly = byPurchase((purchase, index) => this.cost(purchase, 'hourly', prices[index] as Figure));
    const monthly = byPurchase((purchase, index) => this.cost(purchase, 'monthly', prices[index] as Figure));
    const perMillion = this.perMillionOutputTokens(monthly['on-demand']);
    return {
      id: this.id,
      provider: row.provider,
      region: row.region,
      instanceType: row.instanceType,
      acceleratorId: this.sizing.acceleratorId,
      instance: row,
      replicasPerInstance: this.packing.replicasPerInstance,
      instances: this.count.value ?? 0,
      hourly,
      monthly,
      instanceCount: this.count,
      perMillionOutputTokens: perMillion,
      monthlyOnDemandUsd: monthly['on-demand'].value,
      stale: staleness(row.source, asOf, 'on-demand-price').stale,
      figures: [
        ...prices,
        HOURS_FIGURE,
        this.count,
        ...Object.values(hourly),
        ...Object.values(monthly),
        perMillion,
      ],
    };
  }

  private instanceCount(): Figure {
    const replicas = servingFigure(this.sizing, 'replicas');
    const span = (this.sizing.stages ?? 1) > 1 ? 'replica-accelerators' : 'tensor-parallel';
    const count = (number: number | null): number | null =>
      number === null ? null : instancesFor(this.packing, number, this.capacity.spareReplicas);
    return figure({
      id: `pricing.${this.id}.instances`,
      label: `${this.packing.row.instanceType} instances`,
      value: count(replicas.value),
      low: count(replicas.low),
      high: count(replicas.high),
      unit: '1',
      formula: 'ceil(replicas / replicas per instance); two at least where one is to spare',
      inputs: [replicas.id, servingFigure(this.sizing, span).id],
      sources: [this.packing.row.source],
      method: 'computed',
    });
  }

  private cost(purchase: Purchase, period: 'hourly' | 'monthly', price: Figure): Figure {
    const share = rentedShareOf(this.capacity, purchase);
    const isShared = period === 'monthly' && share !== 1;
    const hours = period === 'hourly' ? 1 : HOURS_PER_MONTH * share;
    const draft = {
      id: `pricing.${this.id}.${period}.${purchase}`,
      label: `${this.packing.row.instanceType} in ${this.packing.row.region}, ${purchase}, ${period}`,
      unit: period === 'hourly' ? 'USD/h' : 'USD/month',
      formula: `instances x price${period === 'hourly' ? '' : ' x 730 h'}${isShared ? ' x share of them that runs on average' : ''}`,
      inputs: [
        this.count.id,
        price.id,
        ...(period === 'hourly' ? [] : [HOURS_FIGURE.id]),
        ...(isShared ? [servingFigure(this.sizing, 'rented-share').id] : []),
      ],
      sources: price.sources,
      method: 'computed' as const,
    };
    const rate = price.value;
    if (rate === null) return unknownFigure({ ...draft, reason: price.unknown ?? 'no price is sourced' });
    const times = (count: number | null): number | null => (count === null ? null : count * rate * hours);
    return figure({
      ...draft,
      value: times(this.count.value),
      low: times(this.count.low),
      high: times(this.count.high),
    });
  }

  private perMillionOutputTokens(monthly: Figure): Figure {
    const { traffic } = this.sizing;
    const tokens = traffic.requestsPerSecondMean * 3600 * HOURS_PER_MONTH * meanOf(traffic.outputTokens);
    const draft = {
      id: `pricing.${this.id}.per-million-output-tokens`,
      label: `${this.packing.row.instanceType}: price of a million output tokens at the mean load`,
      unit: 'USD',
      formula: 'monthly price / (mean requests/s x 3600 x 730 x Tout) x 10^6',
      inputs: [monthly.id, ...this.meanLoadInputs()],
      sources: monthly.sources,
      method: 'computed' as const,
    };
    if (monthly.value === null || tokens <= 0) {
      return unknownFigure({ ...draft, reason: monthly.unknown ?? 'there is no mean load' });
    }
    const per = (cost: number | null): number | null => (cost === null ? null : (cost / tokens) * 1e6);
    return figure({ ...draft, value: per(monthly.value), low: per(monthly.low), high: per(monthly.high) });
  }

  private meanLoadInputs(): readonly string[] {
    return servingFigure(this.sizing, 'mean-utilisation').inputs.filter((id) => !id.startsWith('sizing.'));
  }
}

/** The part that names a sizing within figure ids: `<workload>.<model>.<accelerator>.<precision>`. */
export function optionScope(sizing: ServingSizing): string {
  const id = servingFigure(sizing, 'replicas').id;
  return id.slice('sizing.'.length, -'.replicas'.length);
}

function byPurchase(make: (purchase: Purchase, index: number) => Figure): Record<Purchase, Figure> {
  return Object.fromEntries(PURCHASES.map((purchase, index) => [purchase, make(purchase, index)])) as Record<
    Purchase,
    Figure
  >;
}
