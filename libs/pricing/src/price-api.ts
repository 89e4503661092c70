import { factFigure, staleness, type ApiPriceRow } from '@app/catalog';
import { figure, unknownFigure, type Figure, type Source } from '@app/kernel';
import { requestCost, type RequestCost } from './api-cost';
import { apiModelName, type ApiPricing, type ApiTraffic } from './api-price';

/** The monthly price of a traffic on an API model, at the prices in force on `asOf` (ISO date). */
export function priceApi(traffic: ApiTraffic, row: ApiPriceRow, asOf: string): ApiPricing {
  const scope = `pricing.${traffic.workloadId}.api.${row.id}`;
  const facts = priceFacts(row);
  const cost = requestCost(traffic, row, asOf);
  const perRequest = perRequestFigure(traffic, row, facts, cost, scope);
  const monthly = monthlyFigure(
    traffic,
    perRequest,
    `${scope}.monthly`,
    `${apiModelName(row)} by API, monthly`,
  );
  const announced = announcedChanges(row, asOf).map((from) => {
    const later = perRequestFigure(
      traffic,
      row,
      facts,
      requestCost(traffic, row, from),
      `${scope}.from-${from}`,
    );
    return {
      from,
      perRequest: later,
      monthly: monthlyFigure(
        traffic,
        later,
        `${scope}.from-${from}.monthly`,
        `${apiModelName(row)} by API, monthly from ${from}`,
      ),
    };
  });
  return {
    rowId: row.id,
    row,
    monthly,
    perRequest,
    contextFits: contextFits(traffic, row),
    announced: announced.map((change) => ({ from: change.from, monthly: change.monthly })),
    stale: staleness(row.source, asOf, 'api-price').stale,
    figures: [
      ...facts,
      perRequest,
      monthly,
      ...announced.flatMap((change) => [change.perRequest, change.monthly]),
    ],
  };
}

/** Dates of the price changes that come after `asOf`. */
function announcedChanges(row: ApiPriceRow, asOf: string): string[] {
  return (row.priceSchedule ?? [])
    .map((entry) => entry.from)
    .filter((from) => from > asOf)
    .sort();
}

function contextFits(traffic: ApiTraffic, row: ApiPriceRow): boolean | null {
  if (row.contextWindow === null) return null;
  return traffic.inputTokens.p95 + (traffic.outputTokens?.p95 ?? 0) <= row.contextWindow;
}

function priceFacts(row: ApiPriceRow): Figure[] {
  const fact = (name: string, label: string, value: number | null): Figure =>
    factFigure({
      id: `catalog.api-price.${row.id}.${name}`,
      label: `${label} price of ${apiModelName(row)}`,
      value,
      unit: 'USD/10^6 tokens',
      source: row.source,
    });
  return [
    fact('input', 'input', row.inputUSDPerMTok),
    fact('output', 'output', row.outputUSDPerMTok),
    fact('cached-input', 'cached input', row.cachedInputUSDPerMTok),
  ];
}

function perRequestFigure(
  traffic: ApiTraffic,
  row: ApiPriceRow,
  facts: readonly Figure[],
  cost: RequestCost | null,
  scope: string,
): Figure {
  const { inputTokens = [], outputTokens = [], cachedShare = [] } = traffic.inputRefs;
  const draft = {
    id: `${scope}.per-request`,
    label: `${apiModelName(row)} by API, mean request`,
    unit: 'USD',
    inputs: [...facts.map((fact) => fact.id), ...inputTokens, ...outputTokens, ...cachedShare],
    sources: [row.source],
    method: 'computed' as const,
  };
  if (cost === null)
    return unknownFigure({ ...draft, reason: `no source gives the output price of ${apiModelName(row)}` });
  const formula = [
    '(Tin (1-h) p_in + Tin h p_cache + Tout p_out) / 10^6, means of the log-normals, long-context tiers applied',
    ...cost.notes,
  ].join('; ');
  const sources = [row.source, ...(cost.high === null ? reasoningSources(row) : [])];
  return figure({ ...draft, sources, value: cost.value, low: cost.low, high: cost.high, formula });
}

/** Where it is said that the model reasons, and that it is billed. */
function reasoningSources({ reasoningSource, source, model }: ApiPriceRow): Source[] {
  return reasoningSource === undefined
    ? []
    : [{ ...source, title: `Reasoning of ${model}, billed as output`, url: reasoningSource }];
}

function monthlyFigure(traffic: ApiTraffic, perRequest: Figure, id: string, label: string): Figure {
  const draft = {
    id,
    label,
    unit: 'USD/month',
    formula: 'requests x price of the mean request',
    inputs: [perRequest.id, ...(traffic.inputRefs.requestsPerMonth ?? [])],
    sources: perRequest.sources,
    method: 'computed' as const,
  };
  if (perRequest.value === null) return unknownFigure({ ...draft, reason: perRequest.unknown ?? 'no price' });
  const times = (value: number | null): number | null =>
    value === null ? null : value * traffic.requestsPerMonth;
  return figure({
    ...draft,
    value: times(perRequest.value),
    low: times(perRequest.low),
    high: times(perRequest.high),
  });
}
