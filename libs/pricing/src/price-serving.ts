import type { Catalog } from '@app/catalog';
import { InvariantError } from '@app/kernel';
import type { ServingSizing } from '@app/sizing';
import type { PricingConstraints, ServingPricing } from './serving-price';

/** Instances that hold a feasible sizing, with their price. An infeasible sizing has no options. */
export function priceServing(
  sizing: ServingSizing,
  catalog: Catalog,
  constraints: PricingConstraints,
): ServingPricing {
  throw new InvariantError(`${sizing.workloadId} ${catalog.asOf} ${constraints.asOf}`);
}
