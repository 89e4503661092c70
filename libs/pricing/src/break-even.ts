import type { Purchase } from '@app/catalog';
import { InvariantError, type Figure } from '@app/kernel';
import type { ServingSizing } from '@app/sizing';
import type { ApiPricing, ApiTraffic } from './api-price';
import type { PricedOption } from './serving-price';

/** What to compare: the same traffic on an API and on rented hardware. */
export interface BreakEvenQuestion {
  readonly sizing: ServingSizing;
  readonly option: PricedOption;
  readonly purchase: Purchase;
  readonly api: ApiPricing;
  readonly traffic: ApiTraffic;
}

/** One tread of the stairs: what the fleet costs up to a load. */
export interface BreakEvenStep {
  readonly instances: number;
  /** Tokens a day (input and output) up to which this number of instances is enough. */
  readonly tokensPerDay: Figure;
  /** USD a month for the instances. */
  readonly selfHosted: Figure;
  /** USD a month for the API at that load. */
  readonly api: Figure;
}

/** Where renting becomes cheaper than the API. Ids start with `pricing.<workload>.break-even`. */
export interface BreakEven {
  readonly steps: readonly BreakEvenStep[];
  /** Tokens a day at which renting is first as cheap as the API; unknown with a reason if nowhere in range. */
  readonly crossover: Figure;
  /** Today's tokens a day. */
  readonly today: Figure;
  /** The cheaper side at today's load; null where a price is unknown. */
  readonly cheaperToday: 'api' | 'self-host' | null;
  readonly figures: readonly Figure[];
}

/** Compares API and rented hardware over the load as a step function (self-hosting steps up with each instance). */
export function breakEven(question: BreakEvenQuestion): BreakEven {
  throw new InvariantError(question.option.id);
}
