import type { CompletedWorkload } from '@app/assessments';
import { type Figure, figure } from '@app/kernel';
import { type ApiPricing, type ApiTraffic, priceApi } from '@app/pricing';
import type { ModelChoice } from './model-choice';
import { refs, tokenSpread, valueOf } from './serving-need';

/** The APIs considered for a workload, priced. */
export interface PricedApis {
  readonly traffic: ApiTraffic | null;
  /** The stated one first, then by price. */
  readonly apis: readonly ApiPricing[];
  readonly demand: Figure | null;
  readonly reason: string | null;
}

const DAYS_PER_MONTH = 365 / 12;

/** The monthly price of a workload on the APIs that its model choice names. */
export function priceApis(workload: CompletedWorkload, model: ModelChoice, asOf: string): PricedApis {
  const none = { traffic: null, apis: [], demand: null };
  if (workload.mode === 'training') {
    return { ...none, reason: 'prices of managed training are not in the catalog' };
  }
  const demand = requestsPerMonth(workload);
  const inputTokens = tokenSpread(workload, 'input');
  if (!demand || !inputTokens)
    return { ...none, reason: 'no traffic from which an API bill follows was given' };
  if (model.apis.length === 0) {
    return {
      ...none,
      demand,
      reason: 'no API is named, and none of the catalog serves the same weights or class',
    };
  }
  const traffic: ApiTraffic = {
    workloadId: workload.id,
    requestsPerMonth: demand.value ?? 0,
    inputTokens,
    outputTokens: workload.kind === 'embedding' ? null : tokenSpread(workload, 'output'),
    cachedShare: (valueOf(workload, 'cachedShare') ?? 0) / 100,
    inputRefs: {
      requestsPerMonth: [demand.id],
      inputTokens: refs(workload, 'inputTokensP50', 'inputTokensP95'),
      outputTokens: refs(workload, 'outputTokensP50', 'outputTokensP95'),
      cachedShare: refs(workload, 'cachedShare'),
    },
  };
  const priced = model.apis.map((row) => priceApi(traffic, row, asOf));
  const named = model.apiStated ? priced.slice(0, 1) : [];
  const apis = [...named, ...priced.slice(named.length).sort(cheapestFirst)];
  return { traffic, apis, demand, reason: null };
}

function requestsPerMonth(workload: CompletedWorkload): Figure | null {
  const id = `demand.${workload.id}.requests-per-month`;
  const items = workload.values.batchItems;
  const passes = workload.values.passesPerMonth;
  const draft = { id, label: 'Requests a month', unit: '1/month', method: 'computed' } as const;
  if (workload.mode === 'batch' && items?.value != null && passes?.value != null) {
    return figure({
      ...draft,
      value: items.value * passes.value,
      formula: 'items of a pass x passes a month',
      inputs: [items.id, passes.id],
    });
  }
  const perDay = workload.values.requestsPerDay;
  if (perDay?.value == null) return null;
  return figure({
    ...draft,
    value: perDay.value * DAYS_PER_MONTH,
    formula: 'requests a day x 365 / 12',
    inputs: [perDay.id],
  });
}

function cheapestFirst(a: ApiPricing, b: ApiPricing): number {
  const [x, y] = [a.monthly.value, b.monthly.value];
  if (x !== y) return x === null ? 1 : y === null ? -1 : x - y;
  return a.rowId < b.rowId ? -1 : a.rowId > b.rowId ? 1 : 0;
}
