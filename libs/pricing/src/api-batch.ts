import { figure, type Figure } from '@app/kernel';
import type { ApiPricing } from './api-price';
import { isOpen } from './open-end';

/** The price of a request that may wait for a day over the list price. */
export const BATCH_FACTOR: Figure = figure({
  id: 'assumption.api.batch-factor',
  label: 'Price of a request that may wait for a day, over the list price',
  value: 0.5,
  low: 0.5,
  high: 1,
  unit: '1',
  method: 'assumed',
  formula:
    'half the list price is what providers with a batch interface commonly ask; whether this one has one is not in the catalog, and without it the list price stays',
});

/**
 * A month on an API where a share of the requests may wait: monthly x (1 - share x (1 - batch factor)). `share` is 0 to
 * 1. Ids `pricing.<workload>.api.<row>.batch.<name>`; null where the month has no known price.
 */
export function priceApiBatch(
  api: ApiPricing,
  share: number,
  shareRefs: readonly string[],
): { readonly monthly: Figure; readonly saving: Figure } | null {
  const { monthly } = api;
  if (monthly.value === null) return null;
  const scope = monthly.id.replace(/\.monthly$/, '.batch');
  const at = (end: 'value' | 'low' | 'high'): number =>
    (monthly[end] ?? monthly.value ?? 0) * (1 - share * (1 - (BATCH_FACTOR[end] ?? 1)));
  const shared = {
    unit: 'USD/month',
    method: 'computed' as const,
    inputs: [monthly.id, BATCH_FACTOR.id, ...shareRefs],
    sources: monthly.sources,
  };
  const batched = figure({
    ...shared,
    id: `${scope}.monthly`,
    label: `${monthly.label}, with what may wait sent in batches`,
    value: at('value'),
    low: at('low'),
    high: isOpen(monthly) ? null : at('high'),
    formula: 'month x (1 - share that may wait x (1 - batch factor))',
  });
  const saving = figure({
    ...shared,
    id: `${scope}.saving`,
    label: 'Saving by sending what may wait in batches',
    value: monthly.value - at('value'),
    low: 0,
    high: monthly.value - at('value'),
    formula: 'month at list prices - month with batches; nothing where the provider sells none',
  });
  return { monthly: batched, saving };
}
